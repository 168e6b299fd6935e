"""The invented counties as a site of Hugo: profiles with contents and a table of metrics, prefectures, domains that rank
all counties, home, sitemap and feed. Lists are sorted once by Hugo's own cached sort; nothing is looked up twice."""

from invented import DOMAINS, METRICS

ADDRESS = "https://county.example/"

# Rows of a page that ranks.
ROWS = 2_500

CONFIG = f"""baseURL: {ADDRESS}
title: 云州县情
languageCode: zh-CN
disableKinds: [taxonomy, term]
outputs: {{home: [HTML, RSS], section: [HTML]}}
markup: {{goldmark: {{renderer: {{unsafe: false}}}}, tableOfContents: {{startLevel: 2, endLevel: 3}}}}
params:
  metrics:
"""

BASE = """<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} · {{ site.Title }}</title>
<link rel="canonical" href="{{ .Permalink }}">
</head>
<body>
<header><a href="/">{{ site.Title }}</a></header>
<main>{{ block "main" . }}{{ end }}</main>
<footer>{{ site.Title }}</footer>
</body>
</html>
"""

COUNTY = """{{ define "main" }}
<nav><a href="/">首页</a> › <a href="{{ .CurrentSection.RelPermalink }}">{{ .Params.prefecture }}</a></nav>
<h1>{{ .Title }}</h1>
<p>{{ .Params.province }} {{ .Params.prefecture }}，代码 {{ .Params.code }}</p>
{{ .TableOfContents }}
{{ .Content }}
<table>
<thead><tr><th>领域</th><th>指标</th><th>数值</th><th>行</th></tr></thead>
<tbody>
{{ $metrics := .Params.metrics }}
{{ range site.Params.metrics }}{{ with index $metrics .id }}<tr id="f-{{ $.Params.code }}-{{ .line }}"><td>{{ .domain }}</td><th scope="row">{{ .label }}</th><td>{{ .printed }}</td><td>第 {{ .line }} 行</td></tr>
{{ end }}{{ end }}</tbody>
</table>
{{ end }}
"""

PREFECTURE = """{{ define "main" }}
<nav><a href="/">首页</a></nav>
<h1>{{ .Title }}</h1>
<table>
<thead><tr><th>县</th>{{ range first 3 site.Params.metrics }}<th>{{ .label }}</th>{{ end }}</tr></thead>
<tbody>
{{ range .Pages.ByParam "code" }}{{ $page := . }}<tr><th scope="row"><a href="{{ .RelPermalink }}">{{ .Title }}</a></th>{{ range first 3 site.Params.metrics }}<td>{{ (index $page.Params.metrics .id).printed }}</td>{{ end }}</tr>
{{ end }}</tbody>
</table>
{{ end }}
"""

DOMAIN = """{{ define "main" }}
<nav><a href="/">首页</a></nav>
<h1>{{ .Title }}</h1>
{{ $domain := .Params.domain }}
{{ $metrics := where site.Params.metrics "domain" $domain }}
{{ $from := .Params.from }}
{{ $pages := (where site.RegularPages "Type" "counties").ByParam (printf "metrics.%s.value" (index $metrics 0).id) }}
<table>
<thead><tr><th>名次</th><th>县</th><th>市</th>{{ range $metrics }}<th>{{ .label }}</th>{{ end }}</tr></thead>
<tbody>
{{ range $i, $page := first ROWS (after $from $pages.Reverse) }}<tr><td>{{ add $from $i 1 }}</td><th scope="row"><a href="{{ .RelPermalink }}">{{ .Title }}</a></th><td>{{ .Params.prefecture }}</td>{{ range $metrics }}<td>{{ (index $page.Params.metrics .id).printed }}</td>{{ end }}</tr>
{{ end }}</tbody>
</table>
{{ end }}
""".replace("ROWS", str(ROWS))

HOME = """{{ define "main" }}
<h1>{{ site.Title }}</h1>
<ul>{{ range (where site.Sections "Section" "counties") }}{{ range .Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a>
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></li>
{{ end }}{{ end }}</ul>
<ul>{{ range where site.RegularPages "Type" "domains" }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>
{{ end }}
"""


def metric_id(metric):
    return f"m{metric.number + 1}"


def write(folder, counties):
    layouts = folder / "layouts"
    for name, text in {
        "_default/baseof.html": BASE,
        "_default/single.html": COUNTY,
        "_default/list.html": PREFECTURE,
        "domains/single.html": DOMAIN,
        "index.html": HOME,
    }.items():
        (layouts / name).parent.mkdir(parents=True, exist_ok=True)
        (layouts / name).write_text(text)
    listed = "".join(
        f"    - {{id: {metric_id(m)}, label: {m.label}, domain: {DOMAINS[m.domain]}}}\n" for m in METRICS
    )
    (folder / "hugo.yaml").write_text(CONFIG + listed)
    content = folder / "content"
    (content / "domains").mkdir(parents=True)
    for number, label in enumerate(DOMAINS):
        for part in range((len(counties) + ROWS - 1) // ROWS):
            text = f"---\ntitle: {label}各项，第 {part + 1} 页\ntype: domains\ndomain: {label}\nfrom: {part * ROWS}\n---\n"
            (content / f"domains/d{number + 1}-{part + 1}.md").write_text(text)
    for county in counties:
        above = county.prefecture
        section = content / f"counties/{above.number}"
        if not section.exists():
            section.mkdir(parents=True)
            (section / "_index.md").write_text(f"---\ntitle: {above.name}\n---\n")
        (section / f"{county.code}-{county.slug}.md").write_text(page(county))


def page(county):
    figures = "".join(
        f"  {metric_id(m)}: {{label: {m.label}, domain: {DOMAINS[m.domain]}, value: {county.values[m.number]}, "
        f"unit: {m.unit}, printed: {county.printed[m.number]}, line: {10 + 3 * m.number}}}\n"
        for m in METRICS
    )
    body = "".join(
        f"\n## {heading}\n\n{text}\n" for heading, text in county.sections(lambda m: county.printed[m.number])
    )
    above = county.prefecture
    return f"""---
title: {county.name}
type: counties
code: "{county.code}"
prefecture: {above.name}
province: {above.province}
metrics:
{figures}---
{body}"""
