//! What the finder of figures finds, held against labels made by eye: `tests/gold/README.md` says what a label is.

use std::{fmt::Write as _, fs, ops::Range};

use xianzhi::quantity::{FigureKind, Folded, fold, scan};

use crate::support::{own_sources, repository, tree};

/// One row of a file of labels.
struct Label {
    lines: (usize, usize),
    text: String,
    /// Whether people may differ over it, so that it counts neither for nor against.
    maybe: bool,
}

fn labels(table: &str) -> Vec<Label> {
    table
        .lines()
        .skip(1)
        .map(|row| {
            let [start, end, text, kind] = row.split('\t').collect::<Vec<_>>()[..] else { panic!("{row}") };
            assert!(["figure", "bare", "maybe"].contains(&kind), "{row}");
            let lines = (start.parse().unwrap(), end.parse().unwrap());
            Label { lines, text: fold(text).text, maybe: kind == "maybe" }
        })
        .collect()
}

/// The bytes of a text where each label stands. The longest are placed first, so that the 17 of 1+17 does not take the
/// place of 1+17; of labels that are alike, each takes a place of its own.
fn places(text: &str, labels: &[Label]) -> Vec<Range<usize>> {
    let starts: Vec<usize> =
        [0].into_iter().chain(text.match_indices('\n').map(|(i, _)| i + 1)).chain([text.len()]).collect();
    let mut order: Vec<usize> = (0..labels.len()).collect();
    order.sort_by_key(|&i| std::cmp::Reverse(labels[i].text.len()));
    let mut places = vec![0..0; labels.len()];
    let mut taken: Vec<Range<usize>> = Vec::new();
    for i in order {
        let Label { lines: (first, last), text: wanted, .. } = &labels[i];
        let range = starts[first - 1]..starts[*last];
        let found = occurrences(&fold(&text[range.clone()]), wanted)
            .into_iter()
            .map(|place| range.start + place.start..range.start + place.end)
            .find(|place| !taken.iter().any(|t| overlap(t, place)));
        let place = found.unwrap_or_else(|| panic!("line {first} has no free {wanted}"));
        taken.push(place.clone());
        places[i] = place;
    }
    places
}

fn occurrences(folded: &Folded, wanted: &str) -> Vec<Range<usize>> {
    let digit = |at: Option<u8>| at.is_some_and(|b| b.is_ascii_digit());
    let bytes = folded.text.as_bytes();
    folded
        .text
        .match_indices(wanted)
        .map(|(start, _)| start..start + wanted.len())
        .filter(|m| {
            !(digit(bytes.get(m.start).copied()) && m.start > 0 && digit(bytes.get(m.start - 1).copied()))
        })
        .map(|m| folded.offsets[m.start] as usize..folded.offsets[m.end] as usize)
        .collect()
}

fn overlap(a: &Range<usize>, b: &Range<usize>) -> bool {
    a.start < b.end && b.start < a.end
}

/// What finding gave on one text or on all.
#[derive(Default)]
struct Score {
    hits: usize,
    /// Of these, printed as labelled.
    exact: usize,
    false_positives: usize,
    misses: usize,
    report: String,
}

impl Score {
    /// Whether precision and recall are 98 % or better.
    fn is_good(&self) -> bool {
        let least = |all: usize| self.hits * 100 >= all * 98;
        least(self.hits + self.false_positives) && least(self.hits + self.misses)
    }

    fn shown(&self) -> String {
        let Score { hits, exact, false_positives, misses, report } = self;
        format!("{hits} found ({exact} exactly), {misses} missed, {false_positives} that are none\n{report}")
    }

    fn add(&mut self, other: &Score) {
        self.hits += other.hits;
        self.exact += other.exact;
        self.false_positives += other.false_positives;
        self.misses += other.misses;
        self.report += &other.report;
    }
}

fn score(text: &str, labels: &[Label]) -> Score {
    let places = places(text, labels);
    let mut open: Vec<bool> = labels.iter().map(|l| !l.maybe).collect();
    let mut score = Score::default();
    for figure in scan(text).iter().filter(|f| f.kind != FigureKind::Time) {
        let over: Vec<usize> =
            (0..labels.len()).filter(|&i| overlap(&places[i], &(figure.start..figure.end))).collect();
        let line = text[..figure.start].matches('\n').count() + 1;
        if let Some(&i) = over.iter().find(|&&i| open[i]) {
            open[i] = false;
            score.hits += 1;
            if figure.printed == labels[i].text {
                score.exact += 1;
            } else {
                writeln!(score.report, "line {line}: {} is labelled {}", figure.printed, labels[i].text)
                    .unwrap();
            }
        } else if !over.iter().any(|&i| labels[i].maybe) {
            score.false_positives += 1;
            writeln!(score.report, "line {line}: {} is no figure", figure.printed).unwrap();
        }
    }
    for (label, _) in labels.iter().zip(open).filter(|(_, open)| *open) {
        score.misses += 1;
        writeln!(score.report, "line {}: {} is not found", label.lines.0, label.text).unwrap();
    }
    score
}

#[test]
fn figures_are_found_as_people_find_them() {
    let Some(sources) = own_sources("figures_are_found_as_people_find_them") else { return };
    let mut total = Score::default();
    for (name, table) in tree(&repository().join("tests/gold")) {
        let Some(source) = name.strip_suffix(".tsv") else { continue };
        let text = fs::read_to_string(sources.join(format!("{source}.txt"))).unwrap();
        let found = score(&text, &labels(std::str::from_utf8(&table).unwrap()));
        println!("{source}: {}", found.shown());
        assert!(found.is_good(), "{source}: {}", found.shown());
        total.add(&found);
    }
    assert!(total.hits > 450, "{}", total.shown());
    assert!(total.exact * 100 >= total.hits * 99, "{}", total.shown());
}

#[test]
fn scores_count_what_is_found_missed_and_made_up() {
    let text = "共38\n人，投入 3000\n余万元，占85%，三个人，4G网";
    let table = "start\tend\ttext\tkind\n1\t2\t38人\tfigure\n2\t3\t3000余万\tfigure\n3\t3\t三个\tmaybe\n\
                 3\t3\t4\tbare\n3\t3\t网\tfigure\n";
    let found = score(text, &labels(table));
    assert_eq!(
        (found.hits, found.exact, found.misses, found.false_positives),
        (3, 1, 1, 1),
        "{}",
        found.report
    );
    assert!(!found.is_good());
    assert!(found.report.contains("line 3: 85% is no figure") && found.report.contains("网 is not found"));
}
