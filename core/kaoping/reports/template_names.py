"""The fields that a template asks for, held against those there are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches

from jinja2 import nodes

from kaoping.reports.template_fields import FIELDS, LOOP, Field

_ANY = Field("", "")
_LOOP = Field("loop", "", "rows")
_LOOSE = Field("", "", "record", open=True)


class Names:
    """Looks up every field of a template, part by part."""

    def faults(self, tree: nodes.Template, loose: Iterable[str] = ()) -> Iterator[tuple[int, str]]:
        """Line and text of everything that is asked for and is not there.

        :param loose: names of rows whose lists are not known: each may have any field.
        """
        yield from self._body(tree.body, {name: _LOOP if name == "loop" else _LOOSE for name in loose})

    def _body(self, body: list[nodes.Node], scope: Mapping[str, Field]) -> Iterator[tuple[int, str]]:
        for node in body:
            if isinstance(node, nodes.For):
                yield from self._for(node, scope)
            elif isinstance(node, nodes.If):
                yield from self._look(node.test, scope)
                for branch in (node.body, node.else_):
                    yield from self._body(branch, scope)
                yield from self._body(list(node.elif_), scope)
            elif isinstance(node, nodes.Output):
                for one in node.nodes:
                    yield from self._look(one, scope, shown=True)

    def _for(self, node: nodes.For, scope: Mapping[str, Field]) -> Iterator[tuple[int, str]]:
        try:
            listed: Field | None = self._type(node.iter, scope)
        except _Wrong as wrong:
            yield node.lineno, str(wrong)
            listed = None
        assert isinstance(node.target, nodes.Name)
        if listed is not None and listed.shape not in ("rows", "texts"):
            lists = "、".join(one.name for one in FIELDS.values() if one.shape in ("rows", "texts"))
            yield node.lineno, f"“{_written(node.iter)}”不是清单，不能逐个列出；清单有：{lists}"
            listed = None
        row = _record(listed) if listed is not None else _LOOSE
        inner = {**scope, node.target.name: row, "loop": _LOOP}
        if node.test is not None:
            yield from self._look(node.test, inner)
        yield from self._body(node.body, inner)
        yield from self._body(node.else_, scope)

    def _look(self, node: nodes.Node, scope: Mapping[str, Field], *, shown: bool = False) -> Iterator[tuple[int, str]]:
        """Each field below an expression."""
        if isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
            try:
                found = self._type(node, scope)
            except _Wrong as wrong:
                yield node.lineno, str(wrong)
                return
            if shown and found.shape in ("rows", "texts", "keyed", "record"):
                yield (
                    node.lineno,
                    f"“{_written(node)}”是清单或一组字段，不能直接印出；请用 for 逐个列出，或写明其中的字段",
                )
            return
        for child in node.iter_child_nodes():
            yield from self._look(child, scope, shown=shown and isinstance(node, nodes.CondExpr))

    def _type(self, node: nodes.Node, scope: Mapping[str, Field]) -> Field:
        if isinstance(node, nodes.Name):
            found = scope.get(node.name) or FIELDS.get(node.name)
            if found is None:
                raise _Wrong(f"没有“{node.name}”这个字段{_near(node.name, (*scope, *FIELDS))}")
            return found
        if isinstance(node, nodes.Getattr | nodes.Getitem):
            return self._part(node, self._type(node.node, scope))
        return _ANY

    def _part(self, node: nodes.Getattr | nodes.Getitem, base: Field) -> Field:
        name = node.attr if isinstance(node, nodes.Getattr) else None
        if isinstance(node, nodes.Getitem):
            if not isinstance(node.arg, nodes.Const):
                raise _Wrong(f"“{_written(node.node)}[…]”的方括号里应是加引号的名称或行号")
            name = node.arg.value
        written = _written(node.node)
        if base is _LOOP:
            if name in LOOP:
                return _ANY
            raise _Wrong(f"loop 没有“{name}”，可用：{'、'.join(f'loop.{one}' for one in LOOP)}")
        if base.shape in ("rows", "texts") and isinstance(name, int):
            return _record(base)
        if base.shape == "rows" and base.of:
            raise _Wrong(f"“{written}”是清单，请先用 {{% for 项 in {written} %}}，再写 项.{name}")
        if base.shape == "keyed":
            return Field(base.name, "", "record", base.of)
        if base.shape != "record":
            raise _Wrong(f"“{written}”下面没有“{name}”")
        found = next((one for one in base.of if one.name == name), None)
        if found is not None:
            return found
        if base.open:
            return _ANY
        raise _Wrong(f"“{written}”没有“{name}”这个字段{_near(str(name), [one.name for one in base.of])}")


class _Wrong(Exception):
    pass


def _record(listed: Field) -> Field:
    """One row of a list."""
    if listed.shape == "texts" or not listed.of:
        return _ANY
    return Field(listed.name, "", "record", listed.of, listed.open)


def _near(name: str, known: Iterable[str]) -> str:
    found = get_close_matches(name, list(known), 1, 0.5)
    return f"，是否想写“{found[0]}”？" if found else "；全部字段见 kaoping template fields"


def _written(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        return f"{_written(node.node)}[{node.arg.value!r}]"
    return "…"


__all__ = ["Names"]
