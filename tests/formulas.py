# SPDX-License-Identifier: MIT
r"""Reads the pages' TeX as arithmetic: `holds(tex, names)` says whether a relation is true of these numbers.

`names` is {TeX: value}: a number, a matrix of two dimensions (a vector is a column), a list of such (one an example), or a function, whose
TeX ends in an opening bracket; or the range of an index. The longest name wins, so `W_1` is one name and `W^{(1)}_{ij}` an entry of another;
where the name itself ends in indices, as `w_{ji}`, these choose its entry. Juxtaposed factors are a product that binds closer than `/`, a sum
reaches to the next + or -, and a logarithm takes the next factor, or the whole product where that begins with a digit, as 2\pi. A relation with
free indices holds if it does for all of their values.
"""

import math
import re
from functools import cache
from itertools import product

import numpy as np

RELATIONS = {"=": {0}, ":=": {0}, r"\le": {-1, 0}, r"\ge": {0, 1}, "<": {-1}, ">": {1}}  # the signs that left - right may have
SIGNS = {"/": np.divide, r"\cdot": np.multiply, r"\odot": np.multiply, r"\otimes": np.kron}
CLOSING = {"(": ")", "{": "}", "|": "|", r"\langle": r"\rangle", r"\lceil": r"\rceil"}
ALWAYS = {"e": math.e, r"\pi": math.pi, r"\exp(": np.exp, r"\max(": np.maximum, r"\operatorname{trace}(": np.trace}

TOKEN = re.compile(r"\\(?:begin|end|text|operatorname)\{\w+\}|\\[A-Za-z]+|\\\\|:=|[A-Za-z]'*|\^\{\(\d\)\}|(?<=[\^_])\d|\d+(?:\.\d+)?|\S")
IDLE = re.compile(r"\\(?:bigl|bigr|Bigl|Bigr|left|right|quad|qquad)(?![A-Za-z])|\\[,;]|\\tag\{[^{}]*\}|\\(?:begin|end)\{aligned\}|\\text\{for all \}.*")
MATRIX = re.compile(r"\\begin\{(\w)matrix\}.*?\\end\{\1matrix\}", re.DOTALL)
NESTED = r"([^{}]*(?:\{[^{}]*\}[^{}]*)*)"
NAME = r"((?:\\[A-Za-z]+ *)*[A-Za-z]?(?:\^\{\(\d\)\})?)(?:_(\w|\{\w+\}))?"


class From0(np.ndarray):
    """A column, or a matrix with columns, that are counted from 0."""


class Unreadable(ValueError):
    """What is no arithmetic, has shapes that do not fit, or holds a name that is not given."""


def statements(tex):
    r"""The relations of an aligned block: a line that begins with & goes on with the one before, and a line may hold two, side by side."""
    matrices = [found[0] for found in MATRIX.finditer(tex)]
    lines = re.sub(r"\\\\\s*&", " ", MATRIX.sub("MATRIX", IDLE.sub(" ", tex))).split(r"\\")
    parts = [part.replace("&", " ") for line in lines for part in re.split(r"&(?!\s*=)", line)]
    return [re.sub("MATRIX", lambda _: matrices.pop(0), part) for part in parts]


@cache
def tokens(tex):
    tex = re.sub(r"\\t?frac *(\d)(\d)", r"\\frac{\1}{\2}", IDLE.sub(" ", tex)).replace(r"\tfrac", r"\frac")
    tex = re.sub(r"\^\{(\(\d\))\\top\}", r"^{\1}^\\top", tex).replace(r"^{-\top}", r"^{-1}^\top")
    tex = re.sub(rf"\\frac\{{\\partial {NESTED}\}}\{{\\partial {NESTED}\}}", r"\\partial \1/\\partial \2", tex)
    return tuple(TOKEN.findall(re.sub(rf"\\partial *{NAME} */ *\\partial *{NAME}", _slope, tex.rstrip(" .\n"))))


def _slope(found):
    """A derivative is one name, and what both of its parts are indexed by are its indices."""
    indices = "".join(part.strip("{}") for part in (found[2], found[4]) if part)
    return rf"\partial {found[1]}/\partial {found[3]}" + (f"_{{{indices}}}" if indices else "")


def holds(tex, names):
    """Is the relation true for every value of its free indices? names["after"] are those that `:=` changes. Raises Unreadable."""
    indices = {name: values for name, values in names.items() if isinstance(values, range)}
    known = {tokens(name): value for name, value in (ALWAYS | names).items() if name not in indices}
    later = known | {tokens(name): value for name, value in names.get("after", {}).items()}
    free = [letter for letter in indices if re.search(rf"_(?:{letter}|\{{\w*{letter}\w*\}})", tex)]
    try:
        with np.errstate(all="ignore"):
            return all(Reading(tex, known, later, dict(zip(free, values, strict=True)), indices).true() for values in product(*map(indices.get, free)))
    except (ValueError, TypeError, IndexError, ArithmeticError) as error:  # of numpy: shapes that do not fit, say
        raise Unreadable(f"{error} in {tex}") from error


class Reading:
    """One reading of a relation from left to right, with the values `bound` of its free indices."""

    def __init__(self, tex, names, later, bound, indices):
        self.tokens, self.at, self.names, self.later, self.bound, self.indices, self.within = tokens(tex), 0, names, later, bound, indices, []

    def next(self, *wanted):
        return self.tokens[self.at:self.at + 1] and self.tokens[self.at] in wanted

    def take(self, *wanted):
        if self.at == len(self.tokens) or wanted and not self.next(*wanted):
            raise Unreadable(f"expected {' or '.join(wanted) or 'more'} behind {' '.join(self.tokens[:self.at])}")
        self.at += 1
        return self.tokens[self.at - 1]

    def taken(self, *wanted):
        return self.next(*wanted) and self.take()

    def true(self):
        names, self.names = self.names, self.later if ":=" in self.tokens else self.names
        values, relations, self.names = [self.sum()], [], names
        while not relations or self.at < len(self.tokens):
            relations.append(self.take(*RELATIONS))
            values.append(self.sum())
        if any(re.fullmatch(r"\d\.\d{5}", token) for token in self.tokens):  # the numbers of a table, rounded to five places
            values = [np.round(value, 5) for value in values]
        return all(map(_compared, values, relations, values[1:]))

    def sum(self):
        sign = self.take() if self.next("+", "-") else "+"
        total = self.quotient() if sign == "+" else -self.quotient()
        while self.next("+", "-"):
            sign, other = self.take(), self.quotient()
            total = _alike(total, other) + other if sign == "+" else _alike(total, other) - other
        return total

    def quotient(self):
        value = self.product()
        while self.next(*SIGNS):
            sign, other = self.take(), self.product()
            value = value if sign == r"\otimes" else _alike(value, other)
            value = np.sum(value * other) if sign == r"\cdot" and np.ndim(value) and np.ndim(other) else SIGNS[sign](value, other)
        return value

    def product(self):
        value = self.power()
        while self.at < len(self.tokens) and not self.next("+", "-", ",", ";", "&", r"\\", r"\mid", *SIGNS, *RELATIONS, *self.within[-1:]):
            value = _times(value, self.power())
        return value

    def power(self):
        value = self.atom()
        while self.taken("^"):
            if self.taken(r"\top"):
                value = np.transpose(value)
            else:
                exponent = self.atom()
                value = np.linalg.matrix_power(value, exponent) if np.ndim(value) else value ** exponent
        return value

    def atom(self):
        for end in range(len(self.tokens), self.at, -1):
            if (name := self.tokens[self.at:end]) in self.names:
                self.at = end
                return self.entry(name, self.names[name]) if name[-1] != "(" else self.names[name](*self.several(")"))
        token = self.take()
        if token[0].isdigit():
            return float(token) if "." in token else int(token)
        if token in CLOSING:
            values = self.several(CLOSING[token])
            return {"|": _size, r"\langle": lambda left, right: np.sum(left * right), r"\lceil": math.ceil}.get(token, _row)(*values)
        if token in (r"\sum", r"\prod"):
            return self.repeated({r"\sum": sum, r"\prod": math.prod}[token])
        if token == r"\ln":
            return np.log(self.product() if self.tokens[self.at][0].isdigit() else self.power())
        if token in (r"\frac", r"\binom"):
            return {r"\frac": np.divide, r"\binom": math.comb}[token](self.atom(), self.atom())
        if token == r"\sqrt":
            return np.sqrt(self.atom())
        if token.startswith(r"\begin{"):
            return np.array(self.rows(token.replace("begin", "end")))
        raise Unreadable(f"nothing says what {token} is")

    def several(self, closing):
        [values] = self.rows(closing)
        return values

    def rows(self, closing):
        r"""The values up to the closing bracket, which stand between , or ; or \mid; those of a matrix, row by row."""
        self.within.append(closing)
        rows = [[self.sum()]]
        while not self.taken(closing):
            if self.take(",", ";", r"\mid", "&", r"\\") == r"\\":
                rows.append([])
            rows[-1].append(self.sum())
        self.within.pop()
        return rows

    def entry(self, name, value):
        """The value, or the entry that the subscript behind the name chooses, or the one at its own end."""
        place = "".join(name).rpartition("_")[2].strip("{}") if "_" in name else ""
        if not set(place) <= set(self.indices):
            place = ""
        if not place and not isinstance(value, float | int) and self.taken("_"):
            place = "".join(self.subscript())
        where = [int(letter) - 1 if letter.isdigit() else self.bound[letter] - 1 if letter in self.bound else None for letter in place]
        if None in where or isinstance(value, list) and not where:
            raise Unreadable(f"nothing says what the index of {' '.join(name)} is")
        if where:
            where[-1] += isinstance(value, From0)
            if min(where) < 0:
                raise Unreadable("an index below the first")
        if isinstance(value, list):
            value, where = value[where[0]], where[1:]
        if not where:
            return value
        return (np.ravel(value) if len(where) == 1 and 1 in value.shape else value)[tuple(where)].item()

    def subscript(self):
        if not self.taken("{"):
            return [self.take()]
        end = self.tokens.index("}", self.at)
        inside, self.at = self.tokens[self.at:end], end + 1
        return inside

    def repeated(self, combine):
        """A sum or a product over an index, over all of its values or from a first to a last."""
        self.take("_")
        letter, *first = self.subscript()
        if letter not in self.indices:
            raise Unreadable(f"{letter} is no index")
        values = self.indices[letter]
        if first:
            self.take("^")
            values = range(int(first[1]), int(self.atom()) + 1)
        start, outer, parts = self.at, self.bound, []
        for value in values:
            self.at, self.bound = start, outer | {letter: value}
            parts.append(self.quotient())
        self.bound = outer
        return combine(parts)


def _compared(left, relation, right):
    """Vectors entry by entry, a matrix with a matrix of its shape, or with a number for all of its entries. What is no number has no sign."""
    left, right = np.asarray(left), np.asarray(right)
    if left.size == right.size and 1 in left.shape and 1 in right.shape:
        left, right = left.ravel(), right.ravel()
    if left.shape != right.shape and 1 not in (left.size, right.size):
        return False
    signs = np.sign(left - right) * ~np.isclose(left, right, rtol=1e-9, atol=1e-12)
    return set(signs.flat) <= RELATIONS[relation]


def _alike(left, right):
    """The left one, if what is done entry by entry can be done: numpy would stretch a row and a column to a matrix."""
    if np.ndim(left) and np.ndim(right) and np.shape(left) != np.shape(right):
        raise Unreadable(f"shapes {np.shape(left)} and {np.shape(right)}")
    return left


def _size(value):
    """What | | says: of a number, a vector, a square matrix."""
    return abs(value) if not np.ndim(value) else np.linalg.norm(value) if 1 in value.shape else np.linalg.det(value)


def _times(left, right):
    return left * right if not np.ndim(left) or not np.ndim(right) else _plain(left @ right)


def _plain(value):
    """A matrix of one entry is that entry."""
    return value.item() if np.ndim(value) and np.size(value) == 1 else value


def _row(*values):
    return values[0] if len(values) == 1 else np.hstack([np.reshape(value, (1, 1)) if not np.ndim(value) else value for value in values])
