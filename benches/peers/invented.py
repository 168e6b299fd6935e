"""Invented counties, the same at every run: what both programs are given to make a site of.

Each county has one report of about 1,100 characters in five sections and a value for each of forty metrics; ten counties
are a prefecture, ten prefectures a province."""

import dataclasses
import random

SEED = 20261126
YEAR = 2020
BEFORE = 2015
COUNTIES_A_PREFECTURE = 10
PREFECTURES_A_PROVINCE = 10

DOMAINS = ["脱贫", "就业", "产业", "住房", "教育", "健康", "金融", "消费", "道路", "饮水", "电力", "生态"]
SECTIONS = ["总的情况", "就业和产业", "教育和健康", "道路和饮水", "今后的安排"]
UNITS = ["人", "户", "元", "亩", "个", "公里"]
SENTENCES = [
    "按照报道所记，这一年年底的数是{}，比上一年有所增加，起止的月份没有写明。",
    "另一项印出的是{}，说的是全县的情况，没有分乡镇列出，是否包含外出人员也没有说明。",
    "全年这一项共{}，报道把它和前几年的数放在一起，口径是否相同不得而知，只能各看各的。",
    "与此相连的{}，是当年完成的数，不是历年相加的数，报道在后文又提到一次，前后相符。",
    "到年底为止是{}，其中集镇和村庄各占多少没有写，登记的时候也没有去推算。",
]


@dataclasses.dataclass(frozen=True)
class Metric:
    number: int
    domain: int

    @property
    def label(self):
        return f"{DOMAINS[self.domain]}指标{self.number + 1}"

    @property
    def unit(self):
        return UNITS[self.number % len(UNITS)]


METRICS = [Metric(number, number * len(DOMAINS) // 40) for number in range(40)]


@dataclasses.dataclass(frozen=True)
class Prefecture:
    number: int
    name: str
    province: str


@dataclasses.dataclass(frozen=True)
class County:
    code: str
    name: str
    slug: str
    prefecture: Prefecture
    printed: list  # of each metric, as a report prints it
    values: list  # the same as numbers
    before: str  # the first metric five years earlier, which a chart shows beside it

    def sections(self, figure):
        """The report: for each section its heading and its text, where `figure` writes a metric's value."""
        for number, heading in enumerate(SECTIONS):
            metrics = METRICS[number * 5 : number * 5 + 5]
            yield heading, "".join(s.format(figure(m)) for s, m in zip(SENTENCES, metrics))


def counties(count, places=None):
    """So many counties: with the names of `places` — (code, name, prefecture, province) — or invented ones."""
    dice = random.Random(SEED)
    prefectures = {}
    for number in range(count):
        code, name, above, province = places[number] if places else invented(number)
        prefecture = prefectures.setdefault((above, province), Prefecture(len(prefectures) + 1, above, province))
        printed, values = zip(*(value(metric, dice) for metric in METRICS))
        before, _ = value(METRICS[0], dice)
        yield County(code, name, f"p{number}", prefecture, printed, values, before)


def invented(number):
    prefecture = number // COUNTIES_A_PREFECTURE
    province = prefecture // PREFECTURES_A_PROVINCE
    return f"{100_000 + number}", f"虚构{number}县", f"虚构{prefecture}市", f"虚构{province}省"


def value(metric, dice):
    if metric.unit == "元":
        hundredths = dice.randrange(100, 9000)
        return f"{hundredths / 100:.2f}亿元", hundredths * 1_000_000
    match dice.randrange(4):
        case 0:
            whole = dice.randrange(100, 900) * 10
            return f"{whole}余{metric.unit}", whole
        case 1:
            tenths = dice.randrange(10, 900)
            return f"{tenths / 10:.1f}万{metric.unit}", tenths * 1_000
        case _:
            whole = dice.randrange(10, 90_000)
            return f"{whole}{metric.unit}", whole
