"""The part of Jinja that a template may use, and how far it may go: nothing is called, computed or kept.

A template is a stranger's file. So what it may say is listed, and all else refused: fields are looked up in our own
records alone, no name of Python's is ever reached; loops go through our own lists, and every turn and every sign that is
put out is counted. `SandboxedEnvironment` stands behind it as a second wall.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateError, TemplateSyntaxError, UndefinedError
from jinja2.runtime import LoopContext, Undefined
from jinja2.sandbox import SandboxedEnvironment

from kaoping.reports.template_data import Record, Rows, Unknown, as_text
from kaoping.reports.template_fields import LOOP

#: Turns of loops, and signs put out, in one part of a document.
MOST_TURNS = 300_000
MOST_SIGNS = 30_000_000

_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr, nodes.Getitem,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.If, nodes.For, nodes.Filter, nodes.CondExpr,
    nodes.Concat, nodes.List, nodes.Tuple,
)  # fmt: skip
_WORDS = {
    "Call": "调用（括号）", "Set": "set", "AssignBlock": "set", "Assign": "set", "Macro": "macro", "Include": "include",
    "Import": "import", "FromImport": "import", "Extends": "extends", "Block": "block", "With": "with", "Mul": "乘",
    "Pow": "乘方", "Add": "加", "Sub": "减", "Div": "除", "FloorDiv": "整除", "Mod": "取余", "Test": "is", "Dict": "字典",
    "Slice": "切片", "FilterBlock": "filter", "CallBlock": "call", "Neg": "负号", "Pos": "正号",
}  # fmt: skip
#: Filters by name, with how many arguments each takes.
FILTERS = {"join": (0, 1), "length": (0, 0), "default": (1, 1)}


class Fault(Exception):
    """What is wrong with a template, in Chinese.

    :ivar line: in the source that was parsed, from 1; None where it is not known.
    :ivar near: a name or text that stands at the place.
    """

    def __init__(self, text: str, line: int | None = None, near: str = "") -> None:
        super().__init__(text)
        self.text, self.line, self.near = text, line, near


class _Missing(StrictUndefined):
    """A field that there is not: whatever is done with it is refused, by its name."""

    __slots__ = ()


class Language(SandboxedEnvironment):
    """The environment that one part of one template is printed in."""

    def __init__(self, *, escape: bool = True) -> None:
        super().__init__(
            autoescape=escape, undefined=_Missing, finalize=_printed, cache_size=0, keep_trailing_newline=True
        )
        self.globals.clear()
        self.tests.clear()
        self.filters = {"join": _join, "length": len_of, "default": _default, "_turns": self._turns, "_exact": Decimal}
        self._left = MOST_TURNS

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A field of a record, or what `loop` says; nothing else has any."""
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """A field by its name, or a row by its place."""
        if isinstance(obj, Record) and isinstance(argument, str) and argument in obj:
            return obj[argument]
        if isinstance(obj, Rows) and type(argument) is int and 0 <= argument < len(obj):
            return obj[argument]
        if isinstance(obj, Undefined):
            return obj
        return self.undefined(name=str(argument))

    def read(self, source: str) -> nodes.Template:
        """A template's source as a tree that holds nothing but what is allowed.

        :raises Fault: it holds something else, or cannot be read.
        """
        try:
            tree = self.parse(source)
        except TemplateSyntaxError as error:
            raise Fault(_syntax(error), error.lineno) from None
        except (RecursionError, MemoryError, ValueError, SyntaxError, OverflowError):
            raise Fault("标记过长或套得太深") from None
        for node in _all(tree):
            _allow(node)
        return tree

    def printed(self, source: str, data: Record) -> str:
        """The template with the data in it.

        :raises Fault: it holds what is not allowed, asks for what is not there, or goes on for too long.
        """
        tree = self.read(source)
        self._left = MOST_TURNS
        for loop in tree.find_all(nodes.For):
            loop.iter = nodes.Filter(loop.iter, "_turns", [], [], None, None, lineno=loop.lineno)
        _make_exact(tree)
        found: list[str] = []
        signs = 0
        try:
            template = self.template_class.from_code(self, self.compile(tree), self.make_globals(None))
            for piece in template.generate(dict(data)):
                signs += len(piece)
                if signs > MOST_SIGNS:
                    raise Fault("填出来的文件过大")
                found.append(piece)
        except UndefinedError as error:
            name = _name_in(error)
            raise Fault(f"没有“{name}”这个字段", None, name) from None
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise Fault(f"算不出：{_why(error)}", _line(error)) from None
        except (RecursionError, MemoryError, SyntaxError):
            raise Fault("标记套得太深") from None
        return "".join(found)

    def _turns(self, value: Any) -> Iterator[Any]:
        if isinstance(value, Undefined):
            raise UndefinedError(value._undefined_message)
        if not isinstance(value, Rows):
            raise Fault("for 只能逐个列出清单")
        if len(value) > self._left:
            raise Fault(f"循环过多（超过 {MOST_TURNS} 次）")
        self._left -= len(value)
        return iter(value)


def _all(tree: nodes.Node) -> Iterator[nodes.Node]:
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(node.iter_child_nodes())


def _allow(node: nodes.Node) -> None:
    if not isinstance(node, _NODES):
        kind = type(node).__name__
        raise Fault(f"不能用“{_WORDS.get(kind, kind)}”：模板只填写，不计算，不调用", node.lineno)
    if isinstance(node, nodes.Filter):
        if node.name not in FILTERS or node.kwargs or node.dyn_args or node.dyn_kwargs:
            raise Fault(f"没有“|{node.name}”，可用：{'、'.join(FILTERS)}", node.lineno)
        least, most = FILTERS[node.name]
        if not least <= len(node.args) <= most or not all(isinstance(one, nodes.Const) for one in node.args):
            raise Fault(f"“|{node.name}”的括号里应是一段加引号的文字", node.lineno)
    if isinstance(node, nodes.For) and (node.recursive or not isinstance(node.target, nodes.Name)):
        raise Fault("for 应写成“for 名称 in 清单”", node.lineno)
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name) and node.target.name == "loop":
        raise Fault("loop 另有用处，请换一个名称", node.lineno)


def _make_exact(tree: nodes.Node) -> None:
    """Numbers that a template compares with are the ones written, and no binary fractions beside them."""
    found: list[nodes.Compare | nodes.Operand] = [*tree.find_all(nodes.Compare), *tree.find_all(nodes.Operand)]
    for node in found:
        value = node.expr
        if isinstance(value, nodes.Const) and isinstance(value.value, float):
            node.expr = nodes.Filter(nodes.Const(repr(value.value)), "_exact", [], [], None, None, lineno=node.lineno)


def _printed(value: Any) -> Any:
    if isinstance(value, Undefined):
        return value
    if isinstance(value, Record | Rows):
        raise Fault("清单不能直接印出，请用 for 逐个列出，或写明其中的字段")
    return as_text(value) if isinstance(value, bool | Decimal | Unknown) else value


def _join(value: Any, mark: Any = "、") -> str:
    if not isinstance(value, Rows) or not all(isinstance(one, str) for one in value):
        raise Fault("join 只能连接一列文字")
    return str(mark).join(str(one) for one in value)


def len_of(value: Any) -> int:
    """How many there are in a list."""
    if not isinstance(value, Rows):
        raise Fault("length 只能数清单有几个")
    return len(value)


def _default(value: Any, instead: Any) -> Any:
    if isinstance(value, Undefined):
        return value
    return instead if value == "" or isinstance(value, Unknown) else value


def _name_in(error: UndefinedError) -> str:
    text = str(error.message or "")
    return text.split("'")[1] if text.count("'") >= 2 else text


def _line(error: Exception) -> int | None:
    return getattr(error, "lineno", None)


def _why(error: Exception) -> str:
    if isinstance(error, TypeError):
        return "文字和数不能比较大小；比较请用带“数”的字段，如 得分数"
    return "标记写错了"


_SAID: tuple[tuple[str, Callable[[TemplateSyntaxError], str]], ...] = (
    ("unknown tag", lambda error: f"不认得 {{% … %}} 里的第一个词“{_quoted(error)}”"),
    ("No filter named", lambda error: f"没有“|{_quoted(error)}”，可用：{'、'.join(FILTERS)}"),
    ("No test named", lambda _: "不能用“is”：请用 ==、!=、<、>"),
    ("unexpected char", lambda error: f"标记里有不能用的字符“{_quoted(error)}”，请检查是不是全角标点"),
    ("unexpected end", lambda _: "标记没有写完"),
    ("Unexpected end", lambda _: "没有对应的结束标记"),
)


def _syntax(error: TemplateSyntaxError) -> str:
    text = str(error.message or "").replace("Encountered ", "")
    for start, said in _SAID:
        if start.lower() in text.lower():
            return said(error)
    return "标记写错了，请对照手册检查"


def _quoted(error: TemplateSyntaxError) -> str:
    parts = str(error.message or "").split("'")
    return parts[1] if len(parts) > 2 else ""


__all__ = ["FILTERS", "Fault", "Language"]
