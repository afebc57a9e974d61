#!/usr/bin/env python3
"""Fails on a dependency that scripts/targets.py does not allow; reads `swift package dump-package` from stdin."""

import json
import sys
from collections.abc import Iterator

from targets import ALLOWED, PURE, PURE_PACKAGE_EXCEPTIONS, PURE_PACKAGES


def forbidden(target: dict, own: set[str]) -> Iterator[str]:
    name = target["name"]
    if name not in ALLOWED:
        yield f"Package.swift: target {name} has no row in scripts/targets.py"
        return
    packages = PURE_PACKAGES | PURE_PACKAGE_EXCEPTIONS.get(name, set())
    for dependency in target["dependencies"]:
        [(kind, [dependency_name, *rest])] = dependency.items()
        if kind != "product" and dependency_name in own:
            if dependency_name not in ALLOWED[name]:
                yield f"Package.swift: {name} may not depend on {dependency_name}"
        elif name in PURE and (package := rest[0] if kind == "product" else dependency_name) not in packages:
            yield f"Package.swift: {name} may not use the package {package}"


targets = json.load(sys.stdin)["targets"]
own = {target["name"] for target in targets}
problems = [problem for target in targets if target["type"] != "test" for problem in forbidden(target, own)]
sys.exit("\n".join(problems) or None)
