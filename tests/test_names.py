# SPDX-License-Identifier: MIT
"""The names that other programs rely on: they exist, take these arguments, say what they do, and a page uses them."""

import ast
import importlib
import inspect
from functools import cache

import pytest

from snippets import proof

NAMES = {
    "ransac": {"iterations": "confidence outlier_ratio sample_size", "iterations_finite": "confidence inliers matches sample_size",
               "success_probability": "draws outlier_ratio sample_size"},
    "network": {"sigmoid": "z", "relu": "z", "forward": "x W1 b1 W2 b2 activation"},
    "backprop": {"forward": "x W1 W2 w3", "gradients": "x W1 W2 w3", "sign_is_fixed": "W2 w3"},
    "accumulation": {"accumulate_loop": "total delta activation", "accumulate": "total delta activation",
                     "accumulate_batch": "total deltas activations"},
    "counting": {"parameters": "inputs hidden outputs", "independent_derivatives": "inputs hidden outputs given"},
    "likelihood": {"negative_log_likelihood": "targets outputs covariance", "error": "targets outputs covariance",
                   "error_gradient": "targets outputs covariance", "covariance_ml": "targets outputs"},
    "scale_symmetry": {"rescale": "W1 b1 W2 gamma", "balancing_factors": "W1 b1 W2"},
    "permutation_symmetry": {"permute": "W1 b1 W2 order", "orderings": "hidden_sizes", "orderings_and_flips": "hidden_sizes", "align": "net onto"},
}


def imported(code):
    """The names that a piece of code imports from a snippet, as (module, name)."""
    return {(node.module.removeprefix("snippets."), alias.name) for node in ast.walk(ast.parse(code))
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("snippets.") for alias in node.names}


@cache
def used():
    """What the blocks of pages import, and what the snippets that they use import in turn."""
    found = set().union(*(imported(code) for codes in proof.pages().values() for code in codes))
    while more := set().union(*(imported((proof.ROOT / f"snippets/{module}.py").read_text("utf-8")) for module, _ in found if module in NAMES)) - found:
        found |= more
    return found


@pytest.mark.parametrize("module, name, arguments", [(module, *named) for module, names in NAMES.items() for named in names.items()])
def test_a_name_is_there_with_its_arguments_a_docstring_and_a_page(module, name, arguments):
    function = getattr(importlib.import_module(f"snippets.{module}"), name)
    assert list(inspect.signature(function).parameters) == arguments.split()
    assert len(inspect.getdoc(function)) > 20
    assert (module, name) in used()
