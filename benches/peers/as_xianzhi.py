"""The invented counties as a site of xianzhi."""

import hashlib
import pathlib
import shutil

from invented import BEFORE, DOMAINS, METRICS, YEAR

ADDRESS = "https://county.example/"

LICENCE = "licence: {name: CC BY 4.0, url: \"https://creativecommons.org/licenses/by/4.0/\"}\n"

# What `everything` adds to the site: all that site.yaml can switch on, but pictures of pixels, for which no peer has a word.
EVERYTHING = "packs: true\nsqlite: true\nxlsx: true\n"

# A theme that shows what Hugo's templates show, and no more.
PLAIN = pathlib.Path(__file__).parent / "templates"


def domain(number):
    return f"field_{chr(ord('a') + number)}"


def metric_id(metric):
    return f"{domain(metric.domain)}.metric_{metric.number + 1}"


def write(folder, counties, everything=False, plain=False):
    content = folder / "content"
    (content / "articles").mkdir(parents=True)
    (content / "tables").mkdir()
    extra = EVERYTHING if everything else ""
    (folder / "site.yaml").write_text(
        f"title: 云州县情\ndescription: 虚构的县，比一比快慢。\nlanguages: [zh]\nbase_url: {ADDRESS}\n"
        f"{LICENCE}{extra}"
    )
    (content / "places.yaml").write_text("".join(places(counties)))
    (content / "metrics.yaml").write_text("".join(metrics()))
    for number, label in enumerate(DOMAINS):
        (content / f"tables/{domain(number)}.md".replace("_", "-")).write_text(table(number, label))
    if plain:
        shutil.copytree(PLAIN, folder / "templates")
    for county in counties:
        (content / f"articles/{county.code}-{county.slug}-{YEAR}.md").write_text(article(county))


def places(counties):
    yield "places:\n"
    for county in counties:
        above = county.prefecture
        yield (
            f'  - {{code: "{county.code}", name: {county.name}, pinyin: {county.slug}, en: Invented {county.code}, '
            f"kind: {kind(county.name)}, prefecture: {above.name}, province: {above.province}}}\n"
        )


def kind(name):
    return {"区": "district", "市": "city", "旗": "banner"}.get(name[-1], "county")


def metrics():
    yield "domains:\n"
    for number, label in enumerate(DOMAINS):
        yield f"  - {{id: {domain(number)}, label: {label}, en: Field {number + 1}, definition: 虚构的领域。}}\n"
    yield "metrics:\n"
    for metric in METRICS:
        yield (
            f"  - {{id: {metric_id(metric)}, label: {metric.label}, en: Metric {metric.number + 1}, unit: {metric.unit}, "
            "kind: stock, population: 全县, definition: 虚构的指标。}\n"
        )


def table(number, label):
    columns = "".join(f"  - {{metric: {metric_id(m)}}}\n" for m in METRICS if m.domain == number)
    return f"---\ntitle: {label}各项\ndomain: {domain(number)}\nsummary: 各县在一处的数。\ncolumns:\n{columns}---\n各县在一处的数。\n"


def article(county):
    figures = "".join(
        f"  - {{metric: {metric_id(m)}, value: {county.printed[m.number]}, lines: {10 + 3 * m.number}}}\n" for m in METRICS
    )
    first = metric_id(METRICS[0])
    before = f"  - {{metric: {first}, value: {county.before}, lines: 8, period: {BEFORE}}}\n"
    body = "".join(
        f"\n## {heading}\n\n{text}\n" for heading, text in county.sections(bound)
    )
    digest = hashlib.sha256(county.code.encode()).hexdigest()
    return f"""---
title: {county.name}这一年
place: "{county.code}"
summary: 虚构的一年，{bound(METRICS[0])}。
published: {YEAR + 1}-01-10
origin:
  headline: 一年来的工作
  producer: 云岭日报
  date: {YEAR}-12-20
  file: {county.code}.txt
  sha256: {digest}
period: {YEAR}
metrics:
{before}{figures}---
{body}
```chart
kind: before-after
title: {METRICS[0].label}的变化
metrics: [{first}]
```
"""


def bound(metric):
    return f"{{{{ {metric_id(metric)}@{YEAR} }}}}"
