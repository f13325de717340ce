"""`guanbiao import`: an enterprise's own procedures as drafts of clause pages."""

from __future__ import annotations

import json
import re
from pathlib import Path

import click

from checker.cli.base import Root, declare, root_argument, today


@declare("import")
@click.argument("file", metavar="文件", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--document", metavar="标识", help="写成哪份文件的条款，例如 ti-83；默认由标题取拼音首字母。")
@click.option("--simplify", is_flag=True, help="把繁体字转成简体。")
@click.option(
    "-o",
    "--output",
    "folder",
    metavar="文件夹",
    type=click.Path(path_type=Path, file_okay=False),
    help="草稿写到哪里，默认 草稿/<标识>。",
)
@click.option("--dry-run", is_flag=True, help="不写文件，只看会写什么：与现有草稿、现有条款页的差别。")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="和 --dry-run 一起用：json 只列条款、角色、记录和期限。",
)
@root_argument
def command(
    root: Root, file: Path, document: str | None, folder: Path | None, form: str, *, simplify: bool, dry_run: bool
) -> None:
    """把现有的程序文件带进来：Word（.docx）、Markdown、网页、纯文本，按条号拆成条款页的草稿。

    只写草稿，不改 policies、controls 和 evidence。每个值旁边写着从哪句话来、把握大不大；拿不准的列在复核清单里。

    \b
    例子：
      guanbiao import 采购管理程序.docx
      guanbiao import 采购管理程序.docx --document purchasing --dry-run
      guanbiao import 采购管理程序.docx --dry-run --format json
    """
    from checker.intake import Library, Roster, draft, plain, read, take_in
    from checker.intake.drafts.write import FOLDER, differences, write_draft
    from checker.load.workspace import read_controls

    if form == "json" and not dry_run:
        raise click.UsageError("--format json 要和 --dry-run 一起用")
    if document is not None and not re.fullmatch(r"[a-z0-9][a-z0-9-]*", document):
        raise click.UsageError(f"--document “{document}”不是标识，用小写字母、数字和连字符，例如 ti-83")
    home = root.find()
    controls, _ = read_controls(home)
    taken = take_in(read(file), Roster(controls.roles), Library(controls.records), simple=simplify)
    if form == "json":
        click.echo(json.dumps(plain(taken.clauses), ensure_ascii=False, indent=1))
        return
    pages = {key: (home / clause.page).read_text("utf-8-sig") for key, clause in controls.clauses.items()}
    made = draft(taken, controls, document, today(), pages)
    target = folder or home / FOLDER / made.document
    if dry_run:
        for line in differences(made, target, home):
            click.echo(line)
    elif write_draft(made, target):
        click.echo(f"草稿已写到：{target}")
        click.echo(f"先看 {target / '复核清单.md'}（或 复核清单.xlsx），逐条核对")
    else:
        click.echo(f"没有变化：{target}")
    for line in made.summary:
        click.echo(line)
