# SPDX-License-Identifier: MIT
"""The methods behind the answers: one module a topic, and the floors that check, draw and print them."""
