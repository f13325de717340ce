"""A pack (模板包): documents with their pages and record types, ready for another enterprise; and what it asks for."""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from checker.model.base import Id, Line, Value

Version = Annotated[str, Meta(pattern=r"^[0-9]+\.[0-9]+\.[0-9]+$", description="版本，例如 1.0.0，加引号写")]


Code = Annotated[str, Meta(pattern=r"^[\w-]+$", description="编号的开头：字母、数字、汉字和连字符，例如 ABC-TI")]
Called = Annotated[str, Meta(pattern=r"^[\w（）()·、/-]+$", description="部门、岗位的名称：不用空格、冒号、引号")]


class Change(Value, frozen=True, kw_only=True):
    """What a version brought."""

    version: Version
    what: Line


class Pack(Value, frozen=True, kw_only=True):
    """One pack; what it holds are names of files and ids of documents."""

    id: Id
    title: Line
    version: Version
    about: Line = ""
    requires: Annotated[tuple[Id, ...], Meta(description="要一起装的模板包")] = ()
    documents: Annotated[tuple[Id, ...], Meta(description="文件标识，写在 controls/documents.yml 里")] = ()
    pages: Annotated[tuple[Line, ...], Meta(description="policies/ 下面的文件夹")] = ()
    records: Annotated[tuple[Line, ...], Meta(description="controls/records/ 里的文件")] = ()
    changes: Annotated[tuple[Change, ...], Meta(description="各版改了什么，新的在前")] = ()


class Answers(Value, frozen=True, kw_only=True):
    """What an enterprise says of itself.

    Attributes:
        departments: Its own names of departments and posts, by the id or the title that they have in the packs.
    """

    name: Annotated[Line, Meta(description="企业全称")]
    short_name: Annotated[Line | None, Meta(description="简称；用在站点的名称里")] = None
    code_prefix: Annotated[Code | None, Meta(description="文件、记录编号的开头，例如 ABC-TI；不写就没有企业代号")] = (
        None
    )
    departments: Annotated[
        dict[str, Called], Meta(description="部门、岗位在本企业叫什么，例如 {信息部: 数字化中心}")
    ] = {}


class Installed(Value, frozen=True, kw_only=True):
    """What a workspace was made of: controls/packs.yml."""

    packs: Annotated[dict[Id, Version], Meta(description="模板包和版本，由 guanbiao 写")]
    answers: Annotated[Answers | None, Meta(description="建工作区时的回答；改了部门的叫法，下次更新照新的")] = None
