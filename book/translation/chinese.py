"""How Chinese says what the ledger prints."""

import re

VERDICTS = {"holds": "成立", "does not hold": "不成立", "not decided": "未定"}
SHARE = re.compile(r"([\d,]+) of ([\d,]+)")


def said(figure: str) -> str:
    """A number or a verdict of the ledger in Chinese.

    >>> said("7 of 10"), said("not decided"), said("over 4,000"), said("97.2 %")
    ('7个（共10个）', '未定', '超过4,000', '97.2%')
    """
    found = SHARE.fullmatch(figure)
    if found:
        return f"{found[1]}个（共{found[2]}个）"
    return VERDICTS.get(figure, figure).replace("over ", "超过").replace(" %", "%")
