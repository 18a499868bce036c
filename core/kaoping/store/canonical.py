"""The one text of an entry's body, and the hash that chains entries."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from kaoping.errors import refuse
from kaoping.text import visible

Hasher = Callable[[bytes], str]

#: Hash of b"abc": FIPS 180-4 examples; GB/T 32905-2016 annex A.1.
_KNOWN_ANSWERS = {
    "sha256": "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
    "sm3": "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
}
_ENTRY_TAG = b"kaoping-entry-v1"
_BOOK_TAG = b"kaoping-book-v1"
_MAX_INT = 2**63

#: For what a number may not be: a float, NaN or Infinity.
_NO_NUMBER = "not a number an entry may hold"


def _integer(digits: str) -> int:
    value = int(digits)
    if not -_MAX_INT <= value < _MAX_INT:
        raise ValueError(_NO_NUMBER)
    return value


def _never(digits: str) -> None:
    raise ValueError(_NO_NUMBER)


_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
_DECODER = json.JSONDecoder(parse_float=_never, parse_int=_integer, parse_constant=_never)


def canonical(body: Mapping[str, Any]) -> str:
    """`body` as its one JSON text: keys sorted by code point, no spaces, text as it was typed.

    Holds text, integers of 64 bits, booleans, None, lists and mappings with text keys. Exact numbers are the caller's
    strings ("0.5").

    :raises TypeError: for anything else, floats and Decimals among it.
    :raises Refused: for text that is no valid Unicode (lone surrogates).
    """
    return valid_text(_ENCODER.encode(_checked(body)))


def is_canonical(body: bytes) -> bool:
    """Whether `body` is byte for byte what `canonical()` gives for a mapping."""
    try:
        data = _DECODER.decode(body.decode("utf-8"))
        return isinstance(data, dict) and _ENCODER.encode(data).encode("utf-8") == body
    except (ValueError, RecursionError):
        return False


def valid_text(text: str) -> str:
    """`text` itself.

    :raises Refused: when it holds a lone surrogate, which no file can keep.
    """
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        around = text[max(0, error.start - 10) : error.start]
        shown = visible(around).encode("utf-8", "replace").decode("utf-8")
        raise refuse("text", f"文字中有无效字符（在“{shown}”之后），无法保存；请删去后重新输入") from None
    return text


def hasher(algorithm: str) -> Hasher:
    """The function that gives the hash of bytes as lower-case hexadecimal, checked against a known answer first.

    :param algorithm: "sha256", or "sm3" where this Python has it.
    :raises Refused: when the algorithm is unknown, absent, or answers wrongly here.
    """
    known = _KNOWN_ANSWERS.get(algorithm)
    if known is None:
        raise refuse("algorithm", f"不认识的杂凑算法：{visible(algorithm)}；可用 sha256 或 sm3")
    try:
        answer = hashlib.new(algorithm, b"abc").hexdigest()
    except ValueError:
        raise refuse("algorithm", f"本机的 Python 不支持杂凑算法 {algorithm}；请换用支持它的 Python") from None
    if answer != known:
        raise refuse("algorithm", f"本机的杂凑算法 {algorithm} 自检未通过；请更换 Python 后再用")
    return lambda data: hashlib.new(algorithm, data).hexdigest()


def entry_hash(hash_of: Hasher, book: bytes, seq: int, prev: bytes, body: bytes) -> str:
    """The hash of one entry: over tag, book, seq, prev and body, each led by its length, so that none can shift."""
    return hash_of(_prefixed((_ENTRY_TAG, book, b"%d" % seq, prev, body)))


def book_id(nonce: str, evaluator: str, installation: str, algorithm: str, cites: str | None, opened: str) -> str:
    """The id of a book: 16 random hexadecimal digits and 32 of the hash of what the book says of itself.

    The first entry of a book follows its id, so the chain holds the evaluator's name too.
    """
    says = (nonce, evaluator, installation, algorithm, "" if cites is None else f"={cites}", opened)
    digest = hasher(algorithm)(_prefixed((_BOOK_TAG, *(part.encode("utf-8") for part in says))))
    return f"{nonce}-{digest[:32]}"


def _prefixed(parts: Iterable[bytes]) -> bytes:
    return b"".join(len(part).to_bytes(8, "big") + part for part in parts)


def _checked(value: Any) -> Any:
    kind = type(value)
    if kind is str or kind is bool or value is None:
        return value
    if kind is int:
        if not -_MAX_INT <= value < _MAX_INT:
            raise TypeError("an integer in an entry must fit in 64 bits; write it as a string")
        return value
    if isinstance(value, Mapping):
        for key in value:
            if type(key) is not str:
                raise TypeError(f"a key in an entry must be str, not {type(key).__name__}")
        return {key: _checked(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_checked(item) for item in value]
    raise TypeError(f"{kind.__name__} cannot stand in an entry; write numbers as canonical strings")
