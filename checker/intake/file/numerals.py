"""Chinese numerals, read and written."""

from __future__ import annotations

DIGITS = "〇一二三四五六七八九"
NUMERAL = "[〇零一二三四五六七八九十百]{1,9}"


def chinese(number: int) -> str:
    """Return a number from 0 to 999 as it is written in headings (12 is 十二); a larger one in figures."""
    if number > 999:  # noqa: PLR2004 - beyond what headings reach
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = f"{DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        words += "十" if tens == 1 and not hundreds else f"{DIGITS[tens]}十"
    elif hundreds and ones:
        words += "零"
    return words + (DIGITS[ones] if ones else "") or DIGITS[0]


def value(numeral: str) -> int:
    """Return the value of a numeral in Chinese or in figures."""
    if numeral.isdecimal():
        return int(numeral)
    total, digit = 0, 0
    for letter in numeral.replace("零", "〇"):
        if letter in "十百":
            total += (digit or 1) * (10 if letter == "十" else 100)
            digit = 0
        else:
            digit = DIGITS.index(letter) + (10 * digit if digit and "十" not in numeral else 0)
    return total + digit
