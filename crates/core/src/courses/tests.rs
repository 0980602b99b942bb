use super::{NewCourse, create, create_topic, edit, list, list_topics, rename_topic, set_of_deck};
use crate::decks;
use crate::error::Error;
use crate::on_both;
use crate::testing::World;

fn named(name: &str) -> NewCourse {
    NewCourse { name: name.into(), ..NewCourse::default() }
}

on_both! {
    fn courses_made_one_after_another_have_different_colours_and_their_own_letters(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        for name in ["Biology", "Chemistry"] {
            mia.write(move |tx, call| create(tx, call, call.actor.space(), &named(name))).expect("a course");
        }
        let courses = mia.read(|tx, call| list(tx, &call.actor)).expect("courses");
        let looks: Vec<_> = courses.iter().map(|c| (c.name.as_str(), c.letter.as_str(), c.hue.as_str())).collect();
        assert_eq!(looks, [("Biology", "B", "teal"), ("Chemistry", "C", "blue")]);
    }

    fn a_deck_brings_those_below_it_into_a_course(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let (biology, id) = (mia.deck("Biology"), mia.write(|tx, call| create(tx, call, call.actor.space(), &named("Exam"))));
        let course = id.expect("a course");
        mia.deck_in("Cells", Some(biology));
        mia.write(move |tx, call| set_of_deck(tx, call, call.actor.space(), biology, Some(course))).expect("set");
        let of = mia.read(|tx, call| decks::list(tx, &call.actor, call.actor.space())).expect("decks");
        assert!(of.iter().all(|d| d.course == Some(course)), "{of:?}");
    }

    fn a_stale_edit_of_a_course_is_refused(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let course = mia.write(|tx, call| create(tx, call, call.actor.space(), &named("Biology"))).expect("a course");
        let rename = |version| mia.write(move |tx, call| edit(tx, call, call.actor.space(), course, Some(version), &named("Bio")));
        assert_eq!(rename(1), Ok(()));
        assert_eq!(rename(1), Err(Error::Conflict { what: "course", given: 1, current: 2 }));
    }

    fn topics_form_a_tree_and_can_be_renamed(db: &TestDb) {
        let world = World::new(db);
        let mia = world.learner("mia");
        let course = mia.write(|tx, call| create(tx, call, call.actor.space(), &named("Biology"))).expect("a course");
        let make = |name: &'static str, parent| {
            mia.write(move |tx, call| create_topic(tx, call, call.actor.space(), course, parent, name)).expect("a topic")
        };
        let cells = make("Cells", None);
        make("Genetics", None);
        let membrane = make("Membrane", Some(cells));
        mia.write(move |tx, call| rename_topic(tx, call, call.actor.space(), membrane, "Membranes")).expect("renamed");
        let topics = mia.read(move |tx, call| list_topics(tx, &call.actor, course)).expect("topics");
        let tree: Vec<_> = topics.iter().map(|t| (t.name.as_str(), t.depth)).collect();
        assert_eq!(tree, [("Cells", 0), ("Membranes", 1), ("Genetics", 0)]);
    }

    fn another_learners_course_is_not_there(db: &TestDb) {
        let world = World::new(db);
        let (mia, tom) = (world.learner("mia"), world.learner("tom"));
        let course = mia.write(|tx, call| create(tx, call, call.actor.space(), &named("Biology"))).expect("a course");
        let seen = tom.read(move |tx, call| crate::courses::get(tx, &call.actor, course));
        assert_eq!(seen, Err(Error::NotFound { what: "course" }));
        assert_eq!(tom.read(|tx, call| list(tx, &call.actor)), Ok(vec![]));
    }
}
