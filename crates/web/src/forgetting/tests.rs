use crate::test_site::{NOW, Page, TestSite, Visitor, event_id};
use crate::today::tests::deck;
use axum::http::Method;
use memory::{Event, Millis, Parameters};
use serde_json::{Value, json};
use studium_core::forgetting::{FIT, Fitter, REFOLD, Refolder};
use studium_core::jobs::{self, Handler};
use studium_core::reviews::{self, Mode, NewEvent, UPLOAD_LIMIT};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// Somebody who forgets faster than most, and learns less from a success.
fn forgetful() -> Parameters {
    let mut numbers = *Parameters::default().values();
    for first in &mut numbers[..4] {
        *first *= 0.3;
    }
    numbers[8] -= 1.2;
    numbers[20] = 0.35;
    Parameters::new(&numbers).unwrap()
}

/// Months of answers by somebody whose memory is as these parameters say, up to now.
async fn months_of_answers(site: &TestSite, name: &str, truth: &Parameters, cards: usize, days: i32) {
    let cards = deck(site, name, "Biology", cards).await;
    let log = memory::worlds::forgetting::log(truth, u32::try_from(cards.len()).unwrap(), days, 1);
    let begin = NOW.0 - i64::from(days + 1) * DAY_MS;
    let mut events = Vec::new();
    for (card, answers) in cards.iter().zip(log) {
        for answer in answers {
            let Event::Answer { evidence, .. } = answer else { continue };
            let at = Millis(begin + evidence.at.0);
            events.push(NewEvent::answer(event_id(), *card, evidence.rating, at, Mode::Flashcard));
        }
    }
    events.sort_by_key(|event| event.at);
    for events in events.chunks(UPLOAD_LIMIT) {
        let (call, events) = (site.call(name).await, events.to_vec());
        let outcomes = site.write(move |tx| reviews::record(tx, &call, &events)).await;
        assert!(outcomes.iter().all(|outcome| outcome.reason.is_none()));
    }
}

/// Does the jobs that wait, as the server's runner would.
async fn work(site: &TestSite) {
    for (handler, kind) in [(&Fitter as &dyn Handler, FIT), (&Refolder as &dyn Handler, REFOLD)] {
        while let Some(job) = site.write(move |tx| jobs::claim(tx, kind, NOW)).await {
            jobs::run_one(&site.state.studium, handler, &job).await;
        }
    }
}

async fn shown(visitor: &Visitor<'_>) -> Page {
    let page = visitor.get("/statistics/memory").await;
    assert_eq!(page.status, 200, "{}", page.html());
    for unknown in ["forgetting-", "NaN", "Infinity"] {
        assert!(!page.text("main").contains(unknown), "{unknown}: {}", page.text("main"));
    }
    assert_eq!(page.count("[style]"), 0);
    page
}

#[tokio::test]
async fn the_first_visit_says_how_many_reviews_are_missing() {
    let site = TestSite::new().await;
    assert_eq!(site.visitor().get("/statistics/memory").await.redirect(), "/sign-in?next=/statistics/memory");
    let mia = site.sign_up("mia").await;
    assert!(mia.get("/statistics").await.attributes("main a", "href").contains(&"/statistics/memory".to_owned()));
    let page = shown(&mia).await;
    assert_eq!(page.text("h1"), "After 200 more repeated cards it can be measured how you forget.");
    assert!(page.text(".after").contains("the average learner"));
    assert_eq!(page.count("form[action='/statistics/memory/fit']"), 0, "nothing could come of it");
    assert_eq!(page.count(".charts figure"), 1, "the published curve");
    assert_eq!(mia.post("/statistics/memory/fit", &[]).await.redirect(), "/statistics/memory");
    work(&site).await;
    let page = shown(&mia).await;
    assert!(page.text(".note-box").contains("0 answers could be used"), "{}", page.text(".note-box"));
    assert_eq!(page.text("h1"), "After 200 more repeated cards it can be measured how you forget.");
}

#[tokio::test]
async fn a_fit_is_seen_under_way_then_taken_and_taken_back() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    months_of_answers(&site, "mia", &forgetful(), 120, 200).await;
    let page = shown(&mia).await;
    assert!(page.text("h1").starts_with("You have repeated "), "{}", page.text("h1"));
    assert_eq!(page.text("form[action='/statistics/memory/fit'] button"), "Measure how I forget");
    mia.post("/statistics/memory/fit", &[]).await.redirect();
    let page = shown(&mia).await;
    assert_eq!(page.text("h1"), "Your answers are being measured. It takes a few seconds.");
    assert_eq!(page.attribute("job-progress", "src").as_deref(), Some("/api/v1/memory/fit"));
    assert_eq!(mia.get("/api/v1/memory/fit").await.json()["state"], "queued");
    assert_eq!(mia.get("/api/v1/memory").await.json()["fitting"], "queued");
    work(&site).await;
    assert_eq!(mia.get("/api/v1/memory/fit").await.json()["state"], "done");
    for language in ["en", "de"] {
        mia.post("/language", &[("language", language)]).await.redirect();
        let page = shown(&mia).await;
        let figures = page.count(".charts figure");
        assert_eq!(figures, 4, "calibration, curve, qualities, fits");
        assert_eq!(page.count(".charts figure details p"), figures, "how each is computed");
        assert_eq!(page.attributes("svg[role=img]", "aria-label").len(), 2);
        assert_eq!(page.count(".charts caption"), 5);
    }
    mia.post("/language", &[("language", "en")]).await.redirect();
    let page = shown(&mia).await;
    assert!(page.text("h1").starts_with("The forecast was that you know "), "{}", page.text("h1"));
    assert!(page.text(".after").contains("your own numbers"));
    assert!(page.text(".note-box.good").contains("They were taken."));
    let own = page.text(".numbers");
    assert_ne!(own, Parameters::default().to_string());
    assert_eq!(mia.post("/statistics/memory/reset", &[]).await.redirect(), "/statistics/memory?changed");
    let page = mia.get("/statistics/memory?changed").await;
    assert_eq!((page.text(".numbers"), page.count(".notice")), (Parameters::default().to_string(), 1));
    assert_eq!(page.count("form[action='/statistics/memory/reset']"), 0, "they are in use");
    let again = page.attribute(".rows form", "action").expect("the set before");
    assert_eq!(again, "/statistics/memory/sets/1");
    mia.post(&again, &[]).await.redirect();
    assert_eq!(shown(&mia).await.text(".numbers"), own);
    let tom = site.sign_up("tom").await;
    assert_eq!(tom.post(&again, &[]).await.status, 404, "another's");
    assert_eq!(tom.get("/api/v1/memory").await.json()["fits"], json!([]));
}

#[tokio::test]
async fn what_does_not_forecast_better_is_said_and_left() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    months_of_answers(&site, "mia", &Parameters::default(), 60, 120).await;
    mia.post("/statistics/memory/fit", &[]).await.redirect();
    work(&site).await;
    let page = shown(&mia).await;
    assert!(page.text(".note-box").contains("Nothing was changed."), "{}", page.text(".note-box"));
    assert!(page.text("figure.span").contains("were not taken"), "{}", page.text("figure.span"));
    assert_eq!(page.text(".numbers"), Parameters::default().to_string());
    assert_eq!(page.text("form[action='/statistics/memory/fit'] button"), "Measure again");
}

#[tokio::test]
async fn pasted_numbers_that_cannot_be_read_stay_in_the_form() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let wrong = mia.post("/statistics/memory/parameters", &[("parameters", "0.4, one, 2")]).await;
    assert_eq!(wrong.status, 422);
    assert_eq!(wrong.text("textarea"), "0.4, one, 2");
    assert_eq!(wrong.attribute("textarea", "aria-invalid").as_deref(), Some("true"));
    assert!(wrong.text("#parameters-e").contains("is not a number"), "{}", wrong.text("#parameters-e"));
    assert_eq!(wrong.attributes("details[open] textarea", "name"), ["parameters"]);
    let pasted = forgetful().to_string();
    let taken = mia.post("/statistics/memory/parameters", &[("parameters", &pasted)]).await;
    assert_eq!(taken.redirect(), "/statistics/memory?changed");
    let page = shown(&mia).await;
    assert_eq!(page.text(".numbers"), pasted);
    assert!(page.text(".after").contains("that you pasted"));
}

#[tokio::test]
async fn programs_read_paste_and_reset_parameters() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let page = mia.get("/api/v1/memory").await.json();
    assert_eq!(
        (&page["in_force"]["origin"], &page["missing"], &page["quality"]),
        (&json!("published"), &json!(200), &Value::Null)
    );
    let put = async |parameters: Value| {
        mia.json(Method::PUT, "/api/v1/memory/parameters", &json!({"parameters": parameters})).await
    };
    let pasted = put(json!(forgetful().to_string())).await;
    assert_eq!((pasted.status, &pasted.json()["in_force"]["origin"]), (200, &json!("pasted")));
    let listed = put(json!(vec![1.5; 19])).await.json();
    assert_eq!((&listed["in_force"]["parameters"][0], &listed["in_force"]["id"]), (&json!(1.5), &json!(2)));
    let wrong = put(json!([1, 2, 3])).await;
    assert_eq!((wrong.status, &wrong.json()["error"]["kind"]), (422, &json!("invalid")));
    assert!(wrong.json()["error"]["fields"]["parameters"].is_string());
    let reset = mia.json(Method::DELETE, "/api/v1/memory/parameters", &Value::Null).await;
    assert_eq!((reset.status, &reset.json()["in_force"]["origin"]), (200, &json!("published")));
    let begun = mia.post_json("/api/v1/memory/fit", &json!({})).await;
    assert_eq!(begun.status, 202);
    let again = mia.post_json("/api/v1/memory/fit", &json!({})).await;
    assert_eq!(again.json()["id"], begun.json()["id"], "one at a time");
    for (method, path) in
        [(Method::GET, ""), (Method::POST, "/fit"), (Method::PUT, "/parameters"), (Method::DELETE, "/parameters")]
    {
        let refused = site.visitor().json(method, &format!("/api/v1/memory{path}"), &json!({"parameters": ""})).await;
        assert_eq!(refused.status, 401, "{path}");
    }
}

#[tokio::test]
async fn the_queue_promises_for_options_what_the_answer_keeps() {
    use formats::item::{ChoiceOption, Content, Field, Slot, card_id};
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let plain = deck(&site, "mia", "Biology", 1).await[0];
    let call = site.call("mia").await;
    let option = |text: &str, right| ChoiceOption { text: Field::markdown(text), right, feedback: None, score: None };
    let content = Content::Choice {
        prompt: Field::markdown("What carries energy?"),
        options: vec![option("ATP", true), option("DNA", false), option("RNA", false), option("tRNA", false)],
        many: false,
        explanation: None,
        more: None,
    };
    let choice = site
        .write(move |tx| {
            use studium_core::{decks, items};
            let new = decks::NewDeck { name: "Choices".into(), ..decks::NewDeck::default() };
            let deck = decks::create(tx, &call, call.actor.space(), &new)?;
            let other = studium_core::Call { seed: call.seed + 1, ..call.clone() };
            let item = items::create(tx, &other, call.actor.space(), &items::NewItem::new(deck, content.clone()))?;
            Ok(card_id(item, &Slot::whole()))
        })
        .await;
    let mut stabilities = Vec::new();
    for (card, answer) in [
        (plain, json!({"format": "flip"})),
        (choice, json!({"format": "choice", "choices": [2], "options": 4, "outcome": "right"})),
    ] {
        let queue = mia.get(&format!("/api/v1/study?cards={card}")).await.json();
        let promised = queue["cards"][0]["ratings"]["4"].clone();
        let mut review = json!({"id": event_id(), "card_id": card, "rating": 4, "mode": "flashcard", "reviewed_at": NOW.0,
            "promised_s": promised["promised_s"], "after": null});
        review.as_object_mut().unwrap().extend(answer.as_object().unwrap().clone());
        let result = mia.post_json("/api/v1/reviews", &json!({"reviews": [review]})).await.json()["results"][0].clone();
        assert_eq!(result["status"], "stored", "{result}");
        for part in ["stability", "difficulty", "due", "due_day"] {
            assert_eq!(result["memory"][part], promised["memory"][part], "{part}");
        }
        stabilities.push(result["memory"]["stability"].as_f64().unwrap());
    }
    assert!(stabilities[1] < stabilities[0], "a right choice of four tells less than a recall: {stabilities:?}");
    let log = mia.get("/api/v1/reviews").await.json();
    let of_choice = log["items"].as_array().unwrap().iter().find(|e| e["card_id"] == json!(choice)).unwrap();
    assert_eq!((&of_choice["choices"], &of_choice["response"]), (&json!(4), &json!("[2]")));
}
