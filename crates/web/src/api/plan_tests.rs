use super::tests::a_card;
use crate::test_site::TestSite;
use axum::http::Method;
use serde_json::json;
use studium_core::{jobs, plan};

/// Runs the job that makes plans.
async fn make_plan(site: &TestSite) {
    let studium = &site.state.studium;
    let now = studium.clock.now();
    let job = studium.write(move |tx| jobs::claim(tx, plan::PLAN, now)).await.unwrap().expect("a plan was asked for");
    jobs::run_one(studium, &plan::Planner, &job).await;
}

#[tokio::test]
async fn an_exam_is_made_changed_and_binned_and_the_plan_says_what_is_missing() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let (deck, _) = a_card(&site, "mia", "ATP?", "energy").await;
    assert_eq!(mia.get("/api/v1/plan").await.json()["state"], "none");
    let day = site.call("mia").await.today().plus(20).to_iso();
    let body = json!({"name": "Midterm", "day": day, "time": "09:30", "topics": [{"id": deck, "weight": 1}]});
    let made = mia.post_json("/api/v1/exams", &body).await;
    assert_eq!(made.status, 201, "{}", made.html());
    let made = made.json();
    assert_eq!((&made["time"], &made["version"], &made["target"]), (&json!("09:30"), &json!(1), &json!(0.85)));
    let address = format!("/api/v1/exams/{}", made["id"].as_str().unwrap());
    let next = json!({"version": 1, "target": 0.7, "time": null});
    let edited = mia.json(Method::PATCH, &address, &next).await;
    assert_eq!(edited.status, 200, "{}", edited.html());
    let edited = edited.json();
    assert_eq!((&edited["target"], &edited["time"], &edited["name"]), (&json!(0.7), &json!(null), &json!("Midterm")));
    assert_eq!(mia.json(Method::PATCH, &address, &next).await.status, 409, "stale");
    assert_eq!(mia.json(Method::DELETE, &format!("{address}?version=1"), &json!({})).await.status, 409);
    make_plan(&site).await;
    let plan = mia.get("/api/v1/plan").await.json();
    assert_eq!((&plan["state"], &plan["pending"]), (&json!("ready"), &json!(false)));
    assert_eq!(plan["missing"], json!([{"missing": "answers", "have": 0, "need": 20}]));
    assert_eq!(plan["exams"][0]["days_left"], 20);
    assert_eq!(plan["exams"][0]["forecast"], json!({"missing": {"missing": "plan"}}));
    assert_eq!(plan["topics"][0]["id"], json!(deck));
    assert_eq!(plan["today"], json!(site.call("mia").await.today().to_iso()));
    assert!(plan.get("guidance").is_none());
    assert_eq!(mia.json(Method::DELETE, &format!("{address}?version=2"), &json!({})).await.status, 200);
    assert_eq!(mia.get("/api/v1/exams").await.json()["items"], json!([]));
}

#[tokio::test]
async fn a_plan_with_steps_names_them_by_ids_and_dates() {
    let site = TestSite::new().await;
    let mia = site.sign_up("mia").await;
    let mut topics = Vec::new();
    for n in 0..20 {
        let (deck, card) = a_card(&site, "mia", &format!("{n}?"), "so").await;
        let answer = json!({
            "id": crate::test_site::event_id(), "card_id": card, "rating": 4, "mode": "flashcard",
            "reviewed_at": crate::test_site::NOW.0,
        });
        assert_eq!(mia.post_json("/api/v1/reviews", &json!({"reviews": [answer]})).await.status, 200);
        topics.push(json!({"id": deck, "weight": 1}));
    }
    let (deck, _) = a_card(&site, "mia", "new?", "so").await;
    topics.push(json!({"id": deck, "weight": 1}));
    let today = site.call("mia").await.today();
    let body = json!({"name": "Midterm", "day": today.plus(9).to_iso(), "topics": topics});
    assert_eq!(mia.post_json("/api/v1/exams", &body).await.status, 201);
    make_plan(&site).await;
    let plan = mia.get("/api/v1/plan").await.json();
    let steps = plan["steps"].as_array().expect("steps");
    let learn = steps.iter().find(|step| step["kind"] == "learn_new").expect("a new card");
    assert_eq!(learn["topics"], json!([[deck, 1]]));
    assert!(learn["id"].as_str().unwrap().parse::<uuid::Uuid>().is_ok());
    assert!(learn["day"].as_str().unwrap() >= today.to_iso().as_str());
    assert_eq!(plan["days"].as_array().map(Vec::len), Some(9));
    assert_eq!(plan["exams"][0]["outlook"]["day"], json!(today.plus(9).to_iso()));
    assert!(plan["verdict"]["verdict"].is_string());
}

#[tokio::test]
async fn wrong_fields_and_other_peoples_exams_are_refused() {
    let site = TestSite::new().await;
    let (mia, tom) = (site.sign_up("mia").await, site.sign_up("tom").await);
    let wrong = [
        (json!({"name": "Midterm"}), "day"),
        (json!({"name": "", "day": "2030-01-01"}), "name"),
        (json!({"name": "Midterm", "day": "2030-01-01", "time": "25:00"}), "time"),
        (json!({"name": "Midterm", "day": "2030-01-01", "scale": []}), "scale"),
        (json!({"name": "Midterm", "day": "2030-01-01", "target": 1.5}), "target"),
    ];
    for (body, field) in wrong {
        let refused = mia.post_json("/api/v1/exams", &body).await;
        assert_eq!(refused.status, 422, "{body}");
        assert!(refused.json()["error"]["fields"].get(field).is_some(), "{}", refused.html());
    }
    let made = mia.post_json("/api/v1/exams", &json!({"name": "Midterm", "day": "2030-01-01"})).await.json();
    let address = format!("/api/v1/exams/{}", made["id"].as_str().unwrap());
    assert_eq!(tom.json(Method::PATCH, &address, &json!({"name": "Mine"})).await.status, 404);
    assert_eq!(tom.json(Method::DELETE, &address, &json!({})).await.status, 404);
    assert_eq!(tom.get("/api/v1/exams").await.json()["items"], json!([]));
}
