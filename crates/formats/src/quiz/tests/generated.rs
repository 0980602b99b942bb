//! Questions of every kind, for the claims on all of them.

use crate::quiz::{
    Accept, Answer, Ask, Attachment, Choice, Combined, Decimal, Essay, Format, GapChoice, Gaps, Hint, Layout, Match,
    Numbering, Numeric, NumericAnswer, Order, OrderGrading, OrderLayout, Pair, Part, PartAsk, PartChoice, Question,
    Response, Select, Short, Text, TrueFalse, Unit, UnitRules,
};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

/// Signs that mean something somewhere.
fn words() -> impl Strategy<Value = String> {
    let sign = select("abn nT\\:#={}~[]%/->\"'&<;.,é日🦀\n_*!$".chars().collect::<Vec<char>>());
    vec(sign, 1..24)
        .prop_map(|signs| signs.into_iter().collect::<String>().trim().to_owned())
        .prop_filter("not empty", |words| !words.is_empty())
}

fn line() -> impl Strategy<Value = String> {
    words().prop_map(|words| words.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn format() -> impl Strategy<Value = Format> {
    select(vec![Format::Html, Format::Moodle, Format::Plain, Format::Markdown])
}

fn text() -> impl Strategy<Value = Text> {
    (words(), format()).prop_map(|(text, format)| Text::new(format, text))
}

fn with_files() -> impl Strategy<Value = Text> {
    let file = ("[a-z]{1,8}", vec(any::<u8>(), 0..20));
    (text(), vec(file, 0..3)).prop_map(|(text, files)| {
        let file = |(index, (name, bytes)): (usize, (String, Vec<u8>))| Attachment {
            name: format!("{index}{name} \"&.png"),
            folder: "/".into(),
            bytes,
        };
        Text { files: files.into_iter().enumerate().map(file).collect(), ..text }
    })
}

fn fraction() -> impl Strategy<Value = f64> {
    select(vec![100.0, 0.0, 50.0, 33.33333, -33.33333, -100.0, 0.0000001, 12.5])
}

fn answer() -> impl Strategy<Value = Answer> {
    (with_files(), fraction(), of(with_files())).prop_map(|(text, fraction, feedback)| Answer {
        text,
        fraction,
        feedback,
    })
}

fn decimal() -> impl Strategy<Value = Decimal> {
    "-?[0-9]{1,12}(\\.[0-9]{1,8})?(e-?[0-9]{1,2})?".prop_map(|digits| Decimal::parse(&digits).unwrap())
}

fn accept() -> impl Strategy<Value = Accept> {
    let tolerance = "[0-9]{1,3}(\\.[0-9]{1,3})?".prop_map(|digits| Decimal::parse(&digits).unwrap());
    prop_oneof![
        (decimal(), tolerance).prop_map(|(value, tolerance)| Accept::Near { value, tolerance }),
        (decimal(), decimal()).prop_map(|(a, b)| {
            let (low, high) = if a.value() <= b.value() { (a, b) } else { (b, a) };
            Accept::Between { low, high }
        }),
        Just(Accept::Any),
    ]
}

fn number() -> impl Strategy<Value = NumericAnswer> {
    (accept(), fraction(), of(text())).prop_map(|(accept, fraction, feedback)| NumericAnswer {
        accept,
        fraction,
        feedback,
    })
}

fn combined() -> impl Strategy<Value = Combined> {
    (of(text()), of(with_files()), of(text()), any::<bool>())
        .prop_map(|(right, partly, wrong, shows_number_right)| Combined { right, partly, wrong, shows_number_right })
}

fn numbering() -> impl Strategy<Value = Numbering> {
    select(Numbering::ALL)
}

fn choice() -> impl Strategy<Value = Ask> {
    (vec(answer(), 1..5), any::<[bool; 3]>(), numbering(), combined()).prop_map(
        |(answers, [single, shuffle, shows_instruction], numbering, combined)| {
            Ask::Choice(Choice {
                answers,
                single,
                all_or_nothing: false,
                shuffle,
                numbering,
                shows_instruction,
                combined,
            })
        },
    )
}

fn numeric() -> impl Strategy<Value = Ask> {
    let unit = (line(), decimal()).prop_map(|(name, multiplier)| Unit { name, multiplier });
    let rules = (0..3u8, 0..4u8, any::<bool>()).prop_map(|(grading, shown, left)| UnitRules {
        grading,
        penalty: 0.1,
        shown,
        left,
    });
    (vec(number(), 1..4), vec(unit, 0..3), of(rules))
        .prop_map(|(answers, units, unit_rules)| Ask::Numeric(Numeric { answers, units, unit_rules }))
}

fn essay() -> impl Strategy<Value = Ask> {
    let numbers = (of(0..99u32), of(1..99u32), of(1..999u32), -1..4i32, 0..4u32, of(1..99_999u64));
    (of(text()), of(with_files()), select(Response::ALL), any::<bool>(), numbers, of(line())).prop_map(
        |(template, grader_info, response, optional, numbers, attachment_types)| {
            let (lines, least_words, most_words, attachments, attachments_required, largest_attachment) = numbers;
            Ask::Essay(Essay {
                template,
                grader_info,
                response,
                optional,
                lines,
                least_words,
                most_words,
                attachments,
                attachments_required,
                largest_attachment,
                attachment_types,
            })
        },
    )
}

fn matching() -> impl Strategy<Value = Ask> {
    let pair = (with_files(), words()).prop_map(|(text, answer)| Pair { text, answer: Text::plain(answer) });
    (vec(pair, 1..4), vec(words(), 0..3), any::<bool>(), combined()).prop_map(|(pairs, extra, shuffle, combined)| {
        Ask::Match(Match { pairs, extra: extra.into_iter().map(Text::plain).collect(), shuffle, combined })
    })
}

fn part(format: Format) -> impl Strategy<Value = Part> {
    let text = move || words().prop_map(move |words| Text::new(format, words));
    let answer = move || {
        (text(), fraction(), of(text())).prop_map(|(text, fraction, feedback)| Answer { text, fraction, feedback })
    };
    let number = (accept(), fraction(), of(text())).prop_map(|(accept, fraction, feedback)| NumericAnswer {
        accept,
        fraction,
        feedback,
    });
    let layouts = vec![
        (Layout::Dropdown, false),
        (Layout::Vertical, false),
        (Layout::Vertical, true),
        (Layout::Horizontal, true),
    ];
    let ask = prop_oneof![
        (vec(answer(), 1..4), any::<bool>())
            .prop_map(|(answers, case_matters)| PartAsk::Short(Short { answers, case_matters })),
        vec(number, 1..3).prop_map(PartAsk::Numeric),
        (vec(answer(), 1..4), select(layouts), any::<bool>()).prop_map(|(answers, (layout, many), shuffle)| {
            PartAsk::Choice(PartChoice { answers, layout, many, shuffle })
        }),
    ];
    (1..9u32, ask).prop_map(|(weight, ask)| Part { weight, ask })
}

fn cloze() -> impl Strategy<Value = (Text, Ask)> {
    format().prop_flat_map(|format| {
        (vec((line(), part(format)), 1..4), line()).prop_map(move |(parts, end)| {
            let mut text = String::new();
            let mut all = Vec::new();
            for (before, part) in parts {
                all.push(part);
                text.push_str(&format!("{before} {{#{}}} ", all.len()));
            }
            (Text::new(format, text + &end), Ask::Cloze(all))
        })
    })
}

fn gaps() -> impl Strategy<Value = (Text, Ask)> {
    let choice = (line(), 1..4u32, any::<bool>());
    (vec(choice, 1..5), line(), format(), any::<[bool; 2]>(), combined()).prop_map(
        |(choices, before, format, [shuffle, drag], combined)| {
            let infinite = |it: bool| drag && it;
            let choice = |(text, group, it)| GapChoice { text, group, infinite: infinite(it) };
            let gaps = Gaps { choices: choices.into_iter().map(choice).collect(), shuffle, combined };
            let text = Text::new(format, format!("{before} [[1]] and [[{}]]", gaps.choices.len()));
            (text, if drag { Ask::DragWords(gaps) } else { Ask::GapSelect(gaps) })
        },
    )
}

fn order() -> impl Strategy<Value = Ask> {
    let rules = (select(OrderLayout::ALL), select(Select::ALL), select(OrderGrading::ALL), of(numbering()));
    (vec(with_files(), 2..5), rules, 0..5u32, any::<bool>(), combined()).prop_map(
        |(items, (layout, select, grading, numbering), select_count, shows_grading, combined)| {
            Ask::Order(Order { items, layout, select, select_count, grading, shows_grading, numbering, combined })
        },
    )
}

fn asked() -> impl Strategy<Value = (Text, Ask)> {
    let short = (vec(answer(), 1..4), any::<bool>());
    let truth = (any::<bool>(), of(with_files()), of(text()));
    prop_oneof![
        (with_files(), choice()),
        (text(), short.prop_map(|(answers, case_matters)| Ask::Short(Short { answers, case_matters }))),
        (
            text(),
            truth.prop_map(|(truth, when_true, when_false)| {
                Ask::TrueFalse(TrueFalse { truth, when_true, when_false })
            })
        ),
        (text(), numeric()),
        (text(), essay()),
        (with_files(), matching()),
        cloze(),
        gaps(),
        (text(), order()),
        (with_files(), Just(Ask::Description)),
    ]
}

pub fn question() -> impl Strategy<Value = Question> {
    let hint =
        (text(), any::<[bool; 2]>(), of(line())).prop_map(|(text, [shows_number_right, clears_wrong], options)| Hint {
            text,
            shows_number_right,
            clears_wrong,
            options,
        });
    let names = (of(line()), of(line()), vec(line(), 0..3), vec(line(), 0..3));
    let rest = (
        of(with_files()),
        of((0..900u32).prop_map(|mark| f64::from(mark) / 100.0)),
        of(select(vec![0.0, 0.1, 0.3333333, 1.0])),
        any::<bool>(),
        vec(hint, 0..3),
    );
    (asked(), names, rest).prop_map(
        |((text, ask), (name, id, category, tags), (feedback, mark, penalty, hidden, hints))| Question {
            name,
            id,
            category,
            tags,
            feedback,
            mark,
            penalty,
            hidden,
            hints,
            ..Question::new(text, ask)
        },
    )
}
