#!/usr/bin/env python3
"""Cuts Stripe's description of its API and its example objects down to what the product uses.

    python3 extract.py stripe_openapi_2025-10.json stripe_fixtures.json

writes openapi.json and fixtures.json beside itself. Of the 305 paths those in USED are kept, with
the schemas that their requests and answers need. Where an object may stand in full or as its name
(« expandable »), the full form is any object: following those references would bring back nearly
all of the 775 schemas. Words for people are left out.
"""
import json
import os
import sys

USED = {
    "/v1/account": ["get"],
    "/v1/account_links": ["post"],
    "/v1/accounts": ["post"],
    "/v1/accounts/{account}": ["get"],
    "/v1/balance": ["get"],
    "/v1/balance_transactions": ["get"],
    "/v1/checkout/sessions": ["post"],
    "/v1/checkout/sessions/{session}": ["get"],
    "/v1/checkout/sessions/{session}/expire": ["post"],
    "/v1/events": ["get"],
    "/v1/refunds": ["get", "post"],
    "/v1/transfers": ["get", "post"],
    "/v1/transfers/{id}/reversals": ["get", "post"],
}
FIXTURES = [
    "account", "account_link", "balance", "balance_transaction", "charge", "checkout.session",
    "dispute", "event", "payment_intent", "payout", "refund", "transfer",
    "transfer_reversal",
]
SCHEMAS = ["charge", "dispute", "payment_intent", "payout"]  # in notices, not in answers


def is_words(key):
    return key in ("description", "externalDocs", "title") or key.startswith("x-")


def reduce(node, named=False):
    """Without words and with open expandables. `named`: the keys of node are names of things."""
    if isinstance(node, list):
        return [reduce(item) for item in node]
    if not isinstance(node, dict):
        return node
    options = node.get("anyOf")
    if not named and options and any(o.get("type") == "string" for o in options if "$ref" not in o):
        if any("$ref" in o for o in options):
            kept = {"anyOf": [{"type": "string"}, {"type": "object"}]}
            if node.get("nullable"):
                kept["nullable"] = True
            return kept
    return {
        key: reduce(value, key in ("properties", "schemas", "paths") and not named)
        for key, value in node.items()
        if named or not is_words(key)
    }


def references(node):
    if isinstance(node, list):
        for item in node:
            yield from references(item)
    elif isinstance(node, dict):
        for key, value in node.items():
            if key == "$ref":
                yield value.rsplit("/", 1)[1]
            else:
                yield from references(value)


def main(openapi, fixtures):
    here = os.path.dirname(os.path.abspath(__file__))
    whole = json.load(open(openapi))
    schemas = whole["components"]["schemas"]
    paths = {
        path: {method: reduce(whole["paths"][path][method]) for method in methods}
        for path, methods in USED.items()
    }
    kept, waiting = {}, set(references(paths)) | set(SCHEMAS)
    while waiting:
        name = waiting.pop()
        kept[name] = reduce(schemas[name])
        waiting |= set(references(kept[name])) - set(kept)
    result = {
        "openapi": whole["openapi"],
        "info": {"title": "Stripe API, what Emplettes uses of it", "version": "2025-10-15"},
        "paths": paths,
        "components": {"schemas": dict(sorted(kept.items()))},
    }
    write(os.path.join(here, "openapi.json"), result)
    resources = json.load(open(fixtures))["resources"]
    write(os.path.join(here, "fixtures.json"), {name: resources[name] for name in FIXTURES})


def write(path, value):
    with open(path, "w") as out:
        json.dump(value, out, indent=1, sort_keys=False)
        out.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
