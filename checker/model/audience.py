"""For whom a site is built (读者): everybody in the enterprise, or those who look after the system."""

from __future__ import annotations

from typing import Literal

Audience = Literal["compliance", "employee"]
AUDIENCE_TITLES: dict[Audience, str] = {"compliance": "给体系办", "employee": "给员工"}
