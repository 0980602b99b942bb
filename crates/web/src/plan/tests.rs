use crate::test_site::{NOW, Page, TestSite, Visitor};
use crate::today::tests::{answer, deck};
use memory::plan::StepKind;
use memory::{Rating, StudyDay};
use studium_core::plan::{self, Planner};
use studium_core::{decks, jobs};
use uuid::Uuid;

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Monday 23 November 2026, the day on which the tests' clock stands.
const TODAY: &str = "2026-11-23";

/// Makes the plans that were asked for, as the runner of jobs does.
async fn make_plans(site: &TestSite) {
    // content changes wait a little for the next
    site.clock.advance_ms(20_000);
    let now = site.state.studium.clock.now();
    loop {
        let job = site.write(move |tx| jobs::claim(tx, plan::PLAN, now)).await;
        let Some(job) = job else { return };
        jobs::run_one(&site.state.studium, &Planner, &job).await;
    }
}

/// A deck of that name with so many cards, of which so many are known a little; its id.
async fn studied(site: &TestSite, learner: &str, name: &str, cards: usize, known: usize) -> Uuid {
    let made = deck(site, learner, name, cards).await;
    answer(site, learner, &made[..known], Rating::Good).await;
    let actor = site.actor(learner).await;
    let name = name.to_owned();
    let all = site.read(move |tx| decks::list(tx, &actor, actor.space())).await;
    all.into_iter().find(|deck| deck.name == name).expect("the deck").id
}

async fn add_exam(visitor: &Visitor<'_>, name: &str, day: &str, topics: &[Uuid], more: &[(&str, &str)]) -> Page {
    let ids: Vec<String> = topics.iter().map(Uuid::to_string).collect();
    let mut fields = vec![("name", name), ("day", day), ("target", "85 %"), ("scale", "percent"), ("after", "keep")];
    fields.retain(|(field, _)| !more.iter().any(|(other, _)| other == field));
    fields.extend(more);
    fields.extend(ids.iter().map(|id| ("topic", id.as_str())));
    visitor.post("/plan/exams", &fields).await
}

/// A learner with an exam in a fortnight and a plan for it.
async fn planned<'s>(site: &'s TestSite, cards: usize) -> Visitor<'s> {
    let mia = site.sign_up("mia").await;
    let biology = studied(site, "mia", "Biology", cards, 25).await;
    add_exam(&mia, "Midterm", "2026-12-07", &[biology], &[]).await.redirect();
    make_plans(site).await;
    mia
}

async fn exam_of(site: &TestSite, learner: &str) -> plan::Exam {
    let actor = site.actor(learner).await;
    site.read(move |tx| plan::list_exams(tx, &actor)).await.pop().expect("an exam")
}

async fn view_of(site: &TestSite, learner: &str) -> plan::PlanView {
    let call = site.call(learner).await;
    site.read(move |tx| plan::plan(tx, &call)).await
}

#[tokio::test]
async fn the_tests_begin_on_the_day_that_they_say() {
    assert_eq!(memory::study_day(NOW, &jiff::tz::TimeZone::UTC, 4).to_iso(), TODAY);
}

#[tokio::test]
async fn visitors_are_sent_to_sign_in_and_strangers_find_nothing() {
    let site = TestSite::new().await;
    for path in ["/plan", "/plan/exams/new", "/plan/availability", "/plan/calendar"] {
        assert_eq!(site.visitor().get(path).await.redirect(), format!("/sign-in?next={path}"));
    }
    planned(&site, 40).await;
    let exam = exam_of(&site, "mia").await;
    let tom = site.sign_up("tom").await;
    for path in ["", "/edit"] {
        assert_eq!(tom.get(&format!("/plan/exams/{}{path}", exam.id)).await.status, 404);
    }
    for act in ["bin", "after", "result"] {
        let sent = tom.post(&format!("/plan/exams/{}/{act}", exam.id), &[("after", "keep"), ("result", "80 %")]).await;
        assert_eq!(sent.status, 404, "{act}");
    }
    assert!(!tom.get("/plan").await.html().contains("Midterm"));
}

#[tokio::test]
async fn without_an_exam_the_page_offers_to_add_one_and_says_nothing_else() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let page = mia.get("/plan").await;
    assert_eq!(page.text("h1"), "No exam is planned yet.");
    assert_eq!(page.attribute("main a.primary", "href").as_deref(), Some("/plan/exams/new"));
    assert_eq!(page.count(".week") + page.count(".verdict") + page.count(".upcoming"), 0);
    assert_eq!(page.attribute(".nav-link[aria-current=page]", "href").as_deref(), Some("/plan"));
    let form = mia.get("/plan/exams/new").await;
    assert!(form.text("main").contains("There are no cards to ask for yet."));
}

#[tokio::test]
async fn a_form_that_is_wrong_comes_back_filled_in() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let biology = studied(&site, "mia", "Biology", 3, 0).await;
    let wrong = add_exam(&mia, "  ", "2026-12-07", &[biology], &[]).await;
    assert_eq!((wrong.status, wrong.text("#name-e")), (422, "It needs a name.".into()));
    assert_eq!(wrong.attribute("[name=day]", "value").as_deref(), Some("2026-12-07"));
    assert_eq!(wrong.count("[name=topic][checked]"), 1);
    let wrong = add_exam(&mia, "Midterm", "soon", &[biology], &[("target", "1,5"), ("scale", "own")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.texts(".error").len(), 3, "{:?}", wrong.texts(".error"));
    assert_eq!(wrong.attribute("[name=scale][checked]", "value").as_deref(), Some("own"));
}

#[tokio::test]
async fn an_exam_is_asked_for_shown_while_its_plan_is_made_and_then_has_a_verdict() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let biology = studied(&site, "mia", "Biology", 60, 25).await;
    let made = add_exam(&mia, "Midterm", "2026-12-07", &[biology], &[]).await;
    let page = mia.get(made.redirect()).await;
    assert_eq!(page.text("h1"), "Your plan is being made.");
    assert_eq!(page.count("job-progress"), 1);
    assert_eq!(mia.get("/plan/state").await.json()["state"], "running");
    make_plans(&site).await;
    assert_eq!(mia.get("/plan/state").await.json()["state"], "done");
    let page = mia.get("/plan").await;
    assert!(page.text("h1").ends_with("You have 45."), "{}", page.text("h1"));
    assert_eq!(page.text(".page-head .over"), "Midterm, in 14 days");
    assert_eq!(page.count(".week > .day"), 7);
    assert_eq!(page.text(".day[aria-current=date] h3 b"), "23");
    assert!(page.count(".day[aria-current=date] .pb") > 0, "{}", page.html());
    assert_eq!(page.text(".upcoming a"), "Midterm");
    assert!(page.text("main").contains("simulated"));
    assert_eq!(page.count("[style]"), 0);
}

#[tokio::test]
async fn before_enough_answers_it_says_how_many_are_missing() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let biology = studied(&site, "mia", "Biology", 30, 4).await;
    add_exam(&mia, "Midterm", "2026-12-07", &[biology], &[]).await.redirect();
    make_plans(&site).await;
    let page = mia.get("/plan").await;
    assert_eq!(page.text("h1"), "After 16 more answers there will be a plan.");
    assert_eq!(page.attribute("main a.primary", "href").as_deref(), Some("/study"));
    assert_eq!(page.count(".week") + page.count(".verdict"), 0, "no minutes before there is evidence");
}

#[tokio::test]
async fn an_exam_without_topics_is_told_to_choose_some() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    studied(&site, "mia", "Biology", 30, 25).await;
    add_exam(&mia, "Midterm", "2026-12-07", &[], &[]).await.redirect();
    make_plans(&site).await;
    let page = mia.get("/plan").await;
    let edit = format!("/plan/exams/{}/edit", exam_of(&site, "mia").await.id);
    assert_eq!(page.text("h1"), "Midterm has no topic with cards or anything to read yet.");
    assert_eq!(page.attribute("main a.primary", "href"), Some(edit));
}

#[tokio::test]
async fn a_plan_that_does_not_fit_offers_ways_and_takes_the_chosen_one() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let biology = studied(&site, "mia", "Biology", 400, 25).await;
    let minutes = [("version", "0")].into_iter().chain([("minutes", "6"); 7]).collect::<Vec<_>>();
    mia.post("/plan/availability", &minutes).await.redirect();
    add_exam(&mia, "Midterm", "2026-12-07", &[biology], &[("target", "95 %")]).await.redirect();
    make_plans(&site).await;
    let page = mia.get("/plan").await;
    assert!(
        page.text("h1").starts_with("You need ") && page.text("h1").ends_with(" You have 6."),
        "{}",
        page.text("h1")
    );
    let ways = page.count("[name=way]");
    assert!(ways > 0);
    assert_eq!(page.count("[name=way][checked]"), 0, "a judgement is not made for the learner");
    let version = page.attribute(".verdict [name=version]", "value").unwrap();
    let none = mia.post("/plan/way", &[("version", &version)]).await;
    assert_eq!((none.status, none.text("#way-e")), (422, "Choose one of the ways.".into()));
    let taken = mia.post("/plan/way", &[("version", &version), ("way", "0")]).await;
    assert_eq!(taken.redirect(), "/plan?said=way");
    make_plans(&site).await;
    let page = mia.get("/plan?said=way").await;
    assert_eq!(page.text(".note-box.good"), "Taken. The plan follows.");
    let old = mia.post("/plan/way", &[("version", &version), ("way", "0")]).await;
    assert_eq!((old.status, old.count(".note-box.bad")), (409, 1), "that plan is no longer there");
}

#[tokio::test]
async fn a_step_goes_to_another_day_by_its_form_and_stays_there() {
    let site = TestSite::new().await;
    let mia = planned(&site, 120).await;
    let page = mia.get("/plan").await;
    let view = view_of(&site, "mia").await;
    let steps = &view.plan.as_ref().unwrap().steps;
    let days = |page: &Page, id: Uuid| page.attributes(&format!("#step-{id} [name=day]:not([disabled])"), "value");
    let (id, day) = steps
        .iter()
        .map(|step| plan::uuid_of(step.id))
        .find_map(|id| Some((id, days(&page, id).first()?.clone())))
        .expect("a step that can be moved");
    let version = view.version.to_string();
    let moved = mia.post(&format!("/plan/steps/{id}"), &[("version", &version), ("day", &day)]).await;
    assert_eq!(moved.redirect(), format!("/plan?moved={id}#step-{id}"));
    let page = mia.get(&format!("/plan?moved={id}")).await;
    assert_eq!(page.count(&format!("[data-day='{day}'] #step-{id}")), 1, "{day}");
    assert!(page.text(".note-box.good").contains(" is on "), "{}", page.text(".note-box.good"));
    let focus = [format!("#step-{id}[tabindex='-1'][autofocus]"), format!("#step-{id} summary[autofocus]")];
    assert_eq!(focus.iter().map(|at| page.count(at)).sum::<usize>(), 1, "the focus goes with the step");
    make_plans(&site).await;
    let page = mia.get("/plan").await;
    assert_eq!(page.count(&format!("[data-day='{day}'] #step-{id} .badge")), 1, "{day}: {}", page.html());
}

#[tokio::test]
async fn a_move_that_cannot_be_says_why() {
    let site = TestSite::new().await;
    let mia = planned(&site, 60).await;
    let view = view_of(&site, "mia").await;
    let step = view.plan.as_ref().unwrap().steps.iter().find(|step| step.kind == StepKind::Review).unwrap();
    let (id, version) = (plan::uuid_of(step.id), view.version.to_string());
    for (day, why) in [
        ("2026-11-22", "This day is over."),
        ("2026-12-20", "By then the exam is over."),
        ("nonsense", "This day is not in the plan."),
    ] {
        let refused = mia.post(&format!("/plan/steps/{id}"), &[("version", &version), ("day", day)]).await;
        assert_eq!((refused.status, refused.text(".note-box.bad")), (422, why.into()), "{day}");
    }
    let old = mia.post(&format!("/plan/steps/{id}"), &[("version", "0"), ("day", "2026-11-25")]).await;
    assert_eq!(old.status, 409);
    let gone = mia.post(&format!("/plan/steps/{}", Uuid::nil()), &[("version", &version), ("day", TODAY)]).await;
    assert_eq!(gone.status, 404);
}

#[tokio::test]
async fn the_plan_says_which_days_were_missed_and_counts_them_when_they_are_many() {
    let site = TestSite::new().await;
    let mia = planned(&site, 60).await;
    site.clock.advance_ms(2 * DAY_MS);
    mia.get("/plan").await;
    make_plans(&site).await;
    let said = mia.get("/plan").await.text("header .after");
    // on the first day its cards were answered
    assert!(said.ends_with("What was missed on Tuesday 24 November is spread over the coming days."), "{said}");
    site.clock.advance_ms(5 * DAY_MS);
    mia.get("/plan").await;
    make_plans(&site).await;
    let said = mia.get("/plan").await.text("header .after");
    assert!(said.ends_with("What was missed on 6 days is spread over the coming days."), "{said}");
}

#[tokio::test]
async fn today_begins_the_steps_of_the_plan_and_ticks_them_off() {
    let site = TestSite::new().await;
    let mia = planned(&site, 60).await;
    site.clock.advance_ms(2 * DAY_MS);
    mia.get("/plan").await;
    make_plans(&site).await;
    let page = mia.get("/today").await;
    assert!(page.text("h1").contains("today"), "{}", page.text("h1"));
    assert_eq!(page.attribute("#h-steps + a", "href").as_deref(), Some("/plan"));
    let next = page.attribute(".block[aria-current=step] a.title", "href").expect("a next step");
    assert!(next.starts_with("/study"), "{next}");
    assert_eq!(page.text(".exams a"), "Midterm");
    let view = view_of(&site, "mia").await;
    let today = StudyDay::from_iso(TODAY).unwrap().plus(2);
    let new: u32 = view.steps_on(today).filter(|step| step.kind == StepKind::LearnNew).map(|step| step.count).sum();
    let before = page.count(".block.done");
    let call = site.call("mia").await;
    let unseen = site.read(move |tx| new_cards(tx, &call)).await;
    assert!(new > 0 && unseen.len() >= new as usize, "{new} of {}", unseen.len());
    answer(&site, "mia", &unseen[..new as usize], Rating::Good).await;
    assert!(mia.get("/today").await.count(".block.done") > before, "a step ticks itself off");
}

/// Cards that were never answered.
fn new_cards(tx: &mut studium_core::db::Tx, call: &studium_core::Call) -> studium_core::Result<Vec<Uuid>> {
    tx.rows(
        "SELECT card_id FROM learner_cards WHERE learner = ?1 AND last_day IS NULL ORDER BY card_id",
        studium_core::params![call.actor.learner],
        |row| row.get("card_id"),
    )
}

#[tokio::test]
async fn the_page_of_an_exam_shows_topics_and_says_what_a_grade_still_needs() {
    let site = TestSite::new().await;
    let mia = planned(&site, 60).await;
    let exam = exam_of(&site, "mia").await;
    let page = mia.get(&format!("/plan/exams/{}", exam.id)).await;
    assert!(page.text("h1").starts_with("Midterm is in 14 days."), "{}", page.text("h1"));
    assert_eq!(page.texts(".topics tbody th a"), ["Biology"]);
    assert_eq!(page.text(".topics tbody td:nth-child(3)"), "100 %");
    assert!(page.text(".with-aside > aside").contains("Your goal: 85 %."), "{}", page.text(".with-aside > aside"));
    let edit = mia.get(&format!("/plan/exams/{}/edit", exam.id)).await;
    assert_eq!(edit.attribute("[name=target]", "value").as_deref(), Some("85 %"));
    let version = exam.version.to_string();
    let topic = exam.content.topics[0].0.to_string();
    let fields = [
        ("version", version.as_str()),
        ("name", "Final"),
        ("day", "2026-12-11"),
        ("time", "9:30"),
        ("target", "2"),
        ("scale", "school"),
        ("topic", &topic),
    ];
    mia.post(&format!("/plan/exams/{}/edit", exam.id), &fields).await.redirect();
    let page = mia.get(&format!("/plan/exams/{}", exam.id)).await;
    assert!(page.text(".over").contains("11 December 2026, 9:30"), "{}", page.text(".over"));
    let stale = mia.post(&format!("/plan/exams/{}/edit", exam.id), &fields).await;
    assert_eq!(stale.status, 409);
}

#[tokio::test]
async fn an_exam_goes_into_the_bin_and_comes_back() {
    let site = TestSite::new().await;
    let mia = planned(&site, 60).await;
    let exam = exam_of(&site, "mia").await;
    let binned = mia.post(&format!("/plan/exams/{}/bin", exam.id), &[]).await;
    let page = mia.get(binned.redirect()).await;
    assert_eq!(page.text("h1"), "No exam is planned yet.");
    let undo = page.attribute(".notice form", "action").expect("a way back");
    let next = page.attribute(".notice [name=next]", "value").unwrap();
    mia.post(&undo, &[("next", &next)]).await.redirect();
    make_plans(&site).await;
    assert_eq!(mia.get("/plan").await.text(".upcoming a"), "Midterm");
}

#[tokio::test]
async fn when_it_is_over_it_asks_how_it_went_and_what_becomes_of_the_cards() {
    let site = TestSite::new().await;
    let mia = planned(&site, 60).await;
    let exam = exam_of(&site, "mia").await;
    let early = mia.post(&format!("/plan/exams/{}/result", exam.id), &[("result", "82 %")]).await;
    assert_eq!((early.status, early.text(".note-box.bad")), (422, "The exam is not over yet.".into()));
    site.clock.advance_ms(15 * DAY_MS);
    let page = mia.get("/plan").await;
    assert_eq!(page.text(".over-exam h2"), "Midterm was yesterday.");
    for nonsense in ["quite well", "120 %", "x %"] {
        let refused = mia.post(&format!("/plan/exams/{}/result", exam.id), &[("result", nonsense)]).await;
        assert_eq!(refused.status, 422, "{nonsense}");
    }
    let kept = mia.post(&format!("/plan/exams/{}/result", exam.id), &[("result", "82,5 %")]).await;
    assert_eq!(kept.redirect(), "/plan?said=result");
    let page = mia.get("/plan").await;
    assert!(page.html().contains("of the points"), "{}", page.html());
    let let_go = mia.post(&format!("/plan/exams/{}/after", exam.id), &[("after", "let_go")]).await;
    assert_eq!(let_go.redirect(), "/plan?said=after");
    assert_eq!(exam_of(&site, "mia").await.content.after, plan::AfterExam::LetGo);
}

#[tokio::test]
async fn times_are_read_kept_and_refused() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let page = mia.get("/plan/availability").await;
    assert!(page.text("h1").contains("45 minutes a day are assumed"), "{}", page.text("h1"));
    let mut fields = vec![("version", "0")];
    fields.extend(["30", "30", "0", "30", "20", "90", "0"].map(|minutes| ("minutes", minutes)));
    fields.extend([("off", "2026-11-24"), ("off", ""), ("changed-day", "2026-11-26"), ("changed-minutes", "5")]);
    mia.post("/plan/availability", &fields).await.redirect();
    let page = mia.get("/plan/availability?saved").await;
    assert_eq!(page.text("h1"), "You have 3 h 20 min a week.");
    assert_eq!(page.texts("aside tbody td")[..4], ["30 min", "day off", "day off", "5 min"]);
    fields[1].1 = "many";
    let wrong = mia.post("/plan/availability", &fields).await;
    assert_eq!((wrong.status, wrong.text("#weekdays-e")), (422, "Whole minutes, from 0 to 1,440.".into()));
    assert_eq!(wrong.attribute("[name=minutes]", "value").as_deref(), Some("many"), "what was typed stays");
    fields[1].1 = "30";
    assert_eq!(mia.post("/plan/availability", &fields).await.status, 409, "another tab saved meanwhile");
}

#[tokio::test]
async fn the_feed_is_for_whoever_has_its_address() {
    let site = TestSite::new().await;
    let mia = planned(&site, 60).await;
    mia.post("/plan/calendar/feed", &[("action", "make")]).await.redirect();
    let page = mia.get("/plan/calendar").await;
    let address = page.attribute("#feed-address", "value").unwrap();
    let path = address.strip_prefix("http://studium.test").expect("this server's own address").to_owned();
    let feed = site.visitor().get(&path).await;
    assert_eq!((feed.status, feed.header("content-type")), (200, "text/calendar; charset=utf-8"));
    let text = feed.html();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.contains("SUMMARY:Midterm"), "{text}");
    assert!(text.contains("DTSTART;VALUE=DATE:20261207"), "{text}");
    let days = view_of(&site, "mia").await.plan.unwrap().steps.len();
    assert_eq!(text.matches("BEGIN:VEVENT").count(), days + 1);
    mia.post("/plan/calendar/feed", &[("action", "renew")]).await.redirect();
    assert_eq!(site.visitor().get(&path).await.status, 404, "the old address leads nowhere");
    for path in ["/plan/feed/guess.ics", "/plan/feed/guess", "/plan/feed/.ics"] {
        assert_eq!(site.visitor().get(path).await.status, 404, "{path}");
    }
    mia.post("/plan/calendar/feed", &[("action", "end")]).await.redirect();
    assert_eq!(mia.get("/plan/calendar").await.count("#feed-address"), 0);
}

#[tokio::test]
async fn a_calendar_is_imported_says_what_it_could_not_read_and_is_removed() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20261124T080000Z\r\n\
                DTEND:20261124T200000Z\r\nSUMMARY:CANARY\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:2\r\nDTSTART:never\r\n\
                END:VEVENT\r\nEND:VCALENDAR\r\n";
    let sent = mia.upload("/plan/calendar/busy", "work.ics", file.as_bytes()).await;
    let page = mia.get(sent.redirect()).await;
    assert_eq!(page.text(".note-box.good"), "Read: one busy time. The plan follows.");
    assert_eq!(page.text("details.data summary"), "One place could not be read");
    assert_eq!(page.text(".item-row .title"), "work");
    assert!(!page.html().contains("CANARY"), "titles are not kept");
    let remove = page.attribute(".item-row form", "action").unwrap();
    let tom = site.sign_up("tom").await;
    assert_eq!(tom.post(&remove, &[]).await.status, 404);
    mia.post(&remove, &[]).await.redirect();
    assert_eq!(mia.get("/plan/calendar").await.count(".item-row"), 0);
    for bytes in [&b"no calendar"[..], b""] {
        let refused = mia.upload("/plan/calendar/busy", "x.ics", bytes).await;
        assert_eq!((refused.status, refused.text("#file-e")), (422, "This is not a calendar file (.ics).".into()));
    }
    assert_eq!(mia.upload("/plan/calendar/busy", "", b"").await.text("#file-e"), "Choose a file first.");
}

#[tokio::test]
async fn a_subject_shows_recall_by_topic_against_the_weight_in_its_exam() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let cells = studied(&site, "mia", "Cells", 40, 25).await;
    let genes = studied(&site, "mia", "Genes", 10, 0).await;
    let course = mia.post("/courses", &[("name", "Biology")]).await.redirect().split('?').next().unwrap().to_owned();
    let page = mia.get(&course).await;
    assert!(page.text(".with-aside > aside").contains("Add an exam"), "{}", page.text(".with-aside > aside"));
    for deck in [cells, genes] {
        mia.post(&format!("{course}/decks"), &[("deck", &deck.to_string())]).await.redirect();
    }
    let weights = [(format!("weight-{cells}"), "3"), (format!("weight-{genes}"), "1")];
    let more: Vec<(&str, &str)> = weights.iter().map(|(name, weight)| (name.as_str(), *weight)).collect();
    add_exam(&mia, "Written exam", "2026-12-11", &[cells, genes], &more).await.redirect();
    make_plans(&site).await;
    let page = mia.get(&course).await;
    assert_eq!(page.texts(".topics tbody th a"), ["Cells", "Genes"]);
    assert_eq!(page.texts(".topics tbody td:nth-child(3)"), ["75 %", "25 %"]);
    assert!(page.text(".after").contains("Written exam is in 18 days."), "{}", page.text(".after"));
}

#[tokio::test]
async fn everything_is_said_in_german_too() {
    let site = TestSite::new().await;
    let mia = planned(&site, 60).await;
    let german = [("page_language", "de"), ("theme", "system"), ("zone", "Europe/Berlin"), ("rollover_hour", "4")];
    mia.post("/settings/page", &german).await.redirect();
    let page = mia.get("/plan").await;
    assert!(page.text("h1").starts_with("Du brauchst "), "{}", page.text("h1"));
    assert_eq!(page.text("#h-week"), "23. bis 29. November");
    assert_eq!(page.text(".page-head .over"), "Midterm, in 14 Tagen");
    for path in ["/plan", "/plan/exams/new", "/plan/availability", "/plan/calendar", "/today"] {
        let html = mia.get(path).await.html();
        assert!(!html.contains("plan-") || !html.contains(">plan-"), "a key without words on {path}");
    }
}
