"""字段不对：登记的数据缺项或不在范围内。

## 查什么
记录类型写了 `fields`（JSON Schema 2020-12）时，元数据里的 `fields` 必须满足它；没有 `fields` 按空处理。日期先变成 ISO 文字。`format` 只作说明，不判断。

## 为什么
金额、数量、结论这类要拿来统计的数据，缺一项就没法复核。

## 例子
```yaml title="passes"
record: {fields: {type: object, required: [amount]}}
evidence: {date: 2026-05-20, fields: {amount: 120000}}
```

```yaml title="fails"
record: {fields: {type: object, required: [amount]}}
evidence: {date: 2026-05-20}
```

## 怎么改
在说明文件、文件开头或台账里补上字段。

## 依据
企业的要求，写在记录类型的 `fields`；JSON Schema 2020-12。
"""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import date

    from jsonschema import Draft202012Validator, ValidationError

    from checker.model.case import Case

CODE = "fields"
TITLE = "字段不对"
ORDER = 30
MOST = 5
UNLESS: frozenset[str] = frozenset()


def check(case: Case) -> str | None:
    """Return what is wrong, or None."""
    schema = case.own.fields
    if schema is None:
        return None
    from referencing.exceptions import Unresolvable

    try:
        errors = sorted(
            _validator(json.dumps(schema, default=_iso)).iter_errors(case.evidence.fields),
            key=_place,
        )
    except Unresolvable as error:
        return f"字段的要求引用了不存在的定义（{error}）"
    except RecursionError:
        return "字段的要求自己引用自己，判断不了"
    said = list(dict.fromkeys(_word(error) for error in errors))  # one error a missing key, one sentence for all
    return "；".join(said[:MOST]) or None


@lru_cache(maxsize=1024)
def _validator(schema: str) -> Draft202012Validator:
    """Return a validator that never looks outside the schema, made once per schema."""
    from jsonschema import Draft202012Validator
    from referencing import Registry

    return Draft202012Validator(json.loads(schema), registry=Registry())


def _iso(value: date) -> str:
    return value.isoformat()


def _place(error: ValidationError) -> str:
    return error.json_path + error.message


_TYPES = {"string": "文字", "number": "数", "integer": "整数", "boolean": "是否", "array": "列表", "object": "键值"}


def _word(error: Any) -> str:
    """Return what is wrong with a field; never its value, since reports are read by all."""
    where = f"字段 {'.'.join(str(part) for part in error.absolute_path) or '（整体）'}"
    wanted = error.validator_value
    match error.validator:
        case "required":
            return f"缺少字段 {'、'.join(key for key in wanted if key not in error.instance)}"
        case "type":
            names: list[str] = wanted if isinstance(wanted, list) else [wanted]
            return f"{where} 应为{'或'.join(_TYPES.get(name, name) for name in names)}"
        case "minimum" | "exclusiveMinimum":
            return f"{where} 小于界限 {wanted}"
        case "maximum" | "exclusiveMaximum":
            return f"{where} 大于界限 {wanted}"
        case "enum":
            return f"{where} 只能是 {'、'.join(str(choice) for choice in wanted)}"
        case _:
            return f"{where} 不满足 {error.validator}：{wanted}"
