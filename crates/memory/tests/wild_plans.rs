//! Whatever comes in: a plan that keeps its promises, or a typed error.

use memory::plan::{
    After, Availability, Card, CardId, CardMemory, CourseId, Exam, ExamId, Material, MaterialId, MaterialKind, Planner,
    Request, Shown, Topic, TopicId, catch_up, worlds::violation,
};
use memory::simulate::Learner;
use memory::{MemoryState, Retention, StudyDay};
use proptest::prelude::*;

fn any_day() -> impl Strategy<Value = i32> {
    prop_oneof![
        6 => -3..40i32,
        2 => -400..800i32,
        1 => Just(i32::MAX),
        1 => Just(i32::MIN),
        1 => any::<i32>(),
    ]
}

fn any_number() -> impl Strategy<Value = f64> {
    prop_oneof![
        6 => 0.0..1.0f64,
        2 => 0.0..50.0f64,
        1 => prop_oneof![Just(f64::NAN), Just(f64::INFINITY), Just(-1.0), Just(0.0)],
    ]
}

prop_compose! {
    fn any_exam()(
        id in 0..4u128,
        day in any_day(),
        weight in any_number(),
        target in any_number(),
        topics in prop::collection::vec((0..5u128, any_number()), 0..4),
        keep in any::<bool>(),
    ) -> (i32, Exam) {
        let after = if keep { After::Keep(Retention::default()) } else { After::LetGo };
        let mut topics: Vec<_> = topics.into_iter().map(|(topic, weight)| (TopicId(topic), weight)).collect();
        topics.sort_by_key(|(topic, _)| *topic);
        topics.dedup_by_key(|(topic, _)| *topic);
        (day, Exam { id: ExamId(id), day: StudyDay(0), weight, target, topics, after })
    }
}

prop_compose! {
    fn any_card()(
        topic in 0..5u128,
        memory in prop::option::of((any_number(), any_number(), any_day(), any_day())),
    ) -> Card {
        let memory = memory.map(|(s, d, last, due)| CardMemory {
            state: MemoryState::new(s * 100.0, d),
            last_day: StudyDay(last),
            due: StudyDay(due),
        });
        Card { id: CardId(0), topic: TopicId(topic), memory }
    }
}

prop_compose! {
    fn any_material()(topic in 0..5u128, kind in 0..4u8, first in 0..9u32, last in 0..9u32, exam in 0..4u128, minutes in 0..300u16) -> Material {
        let kind = match kind {
            0 => MaterialKind::Quiz { questions: 3 },
            1 => MaterialKind::MockExam { exam: ExamId(exam) },
            2 => MaterialKind::Reading { first: u32::MAX - last, last: u32::MAX },
            _ => MaterialKind::Reading { first, last },
        };
        Material { id: MaterialId(0), topic: TopicId(topic), kind, minutes }
    }
}

prop_compose! {
    fn any_request()(
        today in prop_oneof![4 => Just(20_000i32), 1 => any::<i32>()],
        minutes in prop::array::uniform7(prop_oneof![Just(0u16), 0..90u16, any::<u16>()]),
        off in prop::collection::vec(any_day(), 0..3),
        changed in prop::collection::vec((any_day(), any::<u16>()), 0..3),
        exams in prop::collection::vec(any_exam(), 0..4),
        cards in prop::collection::vec(any_card(), 0..25),
        materials in prop::collection::vec(any_material(), 0..5),
        adherence in any_number(),
        topics in prop_oneof![4 => Just(5u128), 1 => 0..5u128],
    ) -> Request {
        let today = StudyDay(today);
        let mut learner = Learner::default();
        learner.habits.adherence = adherence;
        let exams: Vec<Exam> =
            exams.into_iter().map(|(days, exam)| Exam { day: today.plus(days), ..exam }).collect();
        Request {
            today,
            learner,
            answers: 50,
            availability: Availability {
                weekdays: minutes,
                off: off.iter().map(|days| today.plus(*days)).collect(),
                changed: changed.iter().map(|(days, minutes)| (today.plus(*days), *minutes)).collect(),
                busy: changed.iter().map(|(days, minutes)| (today.plus(*days), minutes / 2)).collect(),
            },
            exams,
            topics: (0..topics).map(|id| Topic { id: TopicId(id), course: CourseId(id / 2) }).collect(),
            cards: (0u128..).zip(cards).map(|(id, card)| Card { id: CardId(id), ..card }).collect(),
            materials: (0u128..).zip(materials).map(|(id, material)| Material { id: MaterialId(id), ..material }).collect(),
            shown: None,
            done: Vec::new(),
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn a_plan_of_anything_keeps_its_promises_or_says_what_is_wrong(request in any_request()) {
        let mut planner = Planner::default();
        if let Ok(plan) = planner.plan(&request) {
            prop_assert_eq!(violation(&request, &plan), None);
            for outlook in &plan.exams {
                prop_assert!(outlook.recall.is_none_or(|recall| (0.0..=1.0).contains(&recall)));
            }
            let shown = Some(Shown { steps: plan.steps.clone(), policies: plan.policies.clone() });
            let next = Request { shown, today: request.today.plus(1), ..request };
            if let Ok(after) = planner.plan(&next) {
                prop_assert_eq!(violation(&next, &after), None);
            }
        }
    }

    #[test]
    fn catching_up_places_each_overdue_card_once(cards in prop::collection::vec(any_card(), 0..40), days in any::<u32>()) {
        let cards: Vec<Card> = (0u128..).zip(cards).map(|(id, card)| Card { id: CardId(id), ..card }).collect();
        let spread = catch_up(&Learner::default(), &cards, StudyDay(0), days);
        let overdue = cards.iter().filter(|card| card.memory.is_some_and(|memory| memory.due.0 <= 0)).count();
        prop_assert_eq!(spread.placed.len(), overdue);
        prop_assert!(spread.lost.is_finite() && spread.lost >= 0.0 && spread.days <= 60);
    }
}
