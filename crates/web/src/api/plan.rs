//! `/api/v1/plan` and `/api/v1/exams`: the plan as it is shown, and the exams that it is for.

use super::ApiQuery;
use crate::frame::{ApiActor, AppState, JsonBody, Reply};
use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use memory::plan::ExamId;
use memory::{Scale, ScaleStep, StudyDay};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value, json};
use studium_core::plan::{self, AfterExam, Exam, ExamView, NewExam, PlanState, Questions};
use studium_core::{Error, Result};
use uuid::Uuid;

/// `GET /plan`: what to do, and what to expect.
pub async fn show(State(state): State<AppState>, api: ApiActor) -> Reply<Json<Value>> {
    let call = api.call(&state);
    let view = state.studium.read(move |tx| plan::plan(tx, &call)).await?;
    let word = match view.state {
        PlanState::None => "none",
        PlanState::Ready => "ready",
        PlanState::Stale => "stale",
    };
    let mut said = match &view.plan {
        Some(plan) => said(plan)?,
        None => json!({}),
    };
    if let Some(fields) = said.as_object_mut() {
        // what the queue follows, and what the next plan begins with
        fields.retain(|name, _| !matches!(name.as_str(), "guidance" | "policies" | "exams"));
        fields.insert("state".into(), word.into());
        fields.insert("pending".into(), view.pending.into());
        fields.insert("version".into(), view.version.into());
        fields.insert("made_at".into(), json!(view.made_at.map(|at| at.0)));
        fields.insert("exams".into(), view.exams.iter().map(expected).collect::<Result<_>>()?);
        let progress = view.progress.iter().map(|progress| {
            json!({"step": plan::uuid_of(progress.step), "done": progress.done, "of": progress.of, "over": progress.is_over})
        });
        fields.insert("progress".into(), progress.collect());
        let topics = view.topics.iter().map(|topic| {
            json!({
                "id": plan::uuid_of(topic.id), "name": topic.name, "above": topic.above, "course": plan::uuid_of(topic.course),
                "cards": topic.cards, "new": topic.new, "decks": topic.decks,
            })
        });
        fields.insert("topics".into(), topics.collect());
    }
    Ok(Json(said))
}

/// `GET /exams`: by day, those that are over included.
pub async fn list(State(state): State<AppState>, api: ApiActor) -> Reply<Json<Value>> {
    let exams = state.studium.read(move |tx| plan::list_exams(tx, &api.actor)).await?;
    let items: Vec<Value> = exams.iter().map(entry).collect();
    Ok(Json(json!({"items": items, "next": null})))
}

/// An exam as it is sent; what is left out stays, or is as usual. `null` takes a course or a time away.
#[derive(Debug, Clone, Deserialize)]
pub struct Fields {
    version: Option<i64>,
    name: Option<String>,
    day: Option<String>,
    #[serde(default, deserialize_with = "given")]
    time: Option<Option<String>>,
    #[serde(default, deserialize_with = "given")]
    course: Option<Option<Uuid>>,
    weight: Option<f64>,
    target: Option<f64>,
    pass: Option<f64>,
    scale: Option<Vec<ScaleStep>>,
    questions: Option<Questions>,
    after: Option<AfterExam>,
    topics: Option<Vec<TopicWeight>>,
}

#[derive(Debug, Clone, Deserialize)]
struct TopicWeight {
    id: Uuid,
    weight: f64,
}

/// Tells `null` from what is left out.
fn given<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> std::result::Result<Option<Option<T>>, D::Error> {
    Option::deserialize(from).map(Some)
}

impl Fields {
    fn over(&self, mut exam: NewExam) -> Result<NewExam> {
        let wrong = |field: &str, key: &str| Error::invalid(field, key);
        exam.name = self.name.clone().unwrap_or(exam.name);
        if let Some(day) = &self.day {
            exam.day = StudyDay::from_iso(day).map_err(|_| wrong("day", "plan-exam-day-wrong"))?;
        }
        if let Some(time) = &self.time {
            let minutes = time.as_deref().map(|time| minutes(time).ok_or(wrong("time", "plan-exam-minute-wrong")));
            exam.minute = minutes.transpose()?;
        }
        exam.course = self.course.unwrap_or(exam.course);
        exam.weight = self.weight.unwrap_or(exam.weight);
        exam.target = self.target.unwrap_or(exam.target);
        exam.pass = self.pass.unwrap_or(exam.pass);
        if let Some(steps) = &self.scale {
            exam.scale = Scale::new(steps.clone()).map_err(|_| wrong("scale", "plan-scale-wrong"))?;
        }
        exam.questions = self.questions.unwrap_or(exam.questions);
        exam.after = self.after.unwrap_or(exam.after);
        if let Some(topics) = &self.topics {
            exam.topics = topics.iter().map(|topic| (topic.id, topic.weight)).collect();
        }
        Ok(exam)
    }
}

/// `POST /exams` → 201 with the exam.
pub async fn create(
    State(state): State<AppState>,
    api: ApiActor,
    JsonBody(fields): JsonBody<Fields>,
) -> Reply<Response> {
    let day = fields.day.as_deref().unwrap_or_default();
    let day = StudyDay::from_iso(day).map_err(|_| Error::invalid("day", "plan-exam-day-wrong"))?;
    let new = fields.over(NewExam::named("", day))?;
    let call = api.call(&state);
    let made = state
        .studium
        .write(move |tx| {
            let id = plan::create_exam(tx, &call, &new)?;
            plan::get_exam(tx, &call.actor, id)
        })
        .await?;
    state.studium.work.notify_waiters();
    Ok((StatusCode::CREATED, Json(entry(&made))).into_response())
}

/// `PATCH /exams/{id}`: what is sent is changed; with `version` only if that is still the stored one, else 409.
pub async fn edit(
    State(state): State<AppState>,
    api: ApiActor,
    Path(id): Path<Uuid>,
    JsonBody(fields): JsonBody<Fields>,
) -> Reply<Json<Value>> {
    let call = api.call(&state);
    let edited = state
        .studium
        .write(move |tx| {
            let next = fields.over(plan::get_exam(tx, &call.actor, id)?.content)?;
            plan::edit_exam(tx, &call, id, fields.version, &next)?;
            plan::get_exam(tx, &call.actor, id)
        })
        .await?;
    state.studium.work.notify_waiters();
    Ok(Json(entry(&edited)))
}

#[derive(Debug, Deserialize)]
pub struct Version {
    version: Option<i64>,
}

/// `DELETE /exams/{id}?version=`: into the bin.
pub async fn delete(
    State(state): State<AppState>,
    api: ApiActor,
    Path(id): Path<Uuid>,
    ApiQuery(Version { version }): ApiQuery<Version>,
) -> Reply<Json<Value>> {
    let call = api.call(&state);
    state.studium.write(move |tx| plan::bin_exam(tx, &call, id, version)).await?;
    state.studium.work.notify_waiters();
    Ok(Json(json!({"id": id})))
}

fn entry(exam: &Exam) -> Value {
    let content = &exam.content;
    let topics = content.topics.iter().map(|(id, weight)| json!({"id": id, "weight": weight}));
    json!({
        "id": exam.id, "version": exam.version, "name": content.name, "day": content.day.to_iso(),
        "time": content.minute.map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60)), "course": content.course,
        "weight": content.weight, "target": content.target, "pass": content.pass, "scale": content.scale,
        "questions": content.questions, "after": content.after, "topics": topics.collect::<Vec<_>>(),
    })
}

fn expected(view: &ExamView) -> Result<Value> {
    let mut exam = entry(&view.exam);
    exam["days_left"] = view.days_left.into();
    exam["outlook"] = said(&view.outlook)?;
    exam["forecast"] = said(&view.forecast)?;
    exam["result"] =
        view.result.as_ref().map_or(Value::Null, |result| json!({"share": result.share, "grade": result.grade}));
    Ok(exam)
}

fn minutes(time: &str) -> Option<u16> {
    let (hours, minutes) = time.split_once(':')?;
    let (hours, minutes): (u16, u16) = (hours.parse().ok()?, minutes.parse().ok()?);
    (hours < 24 && minutes < 60).then_some(hours * 60 + minutes)
}

/// The model's own words, as the API writes them: its ids, 16 numbers, as UUIDs, and its days as dates.
fn said(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map(readable).map_err(Error::internal)
}

fn readable(value: Value) -> Value {
    match value {
        Value::Array(list) => match id(&list) {
            Some(id) => id.to_string().into(),
            None => list.into_iter().map(readable).collect(),
        },
        Value::Object(fields) => {
            let field = |(name, value): (String, Value)| {
                let day = value.as_i64().filter(|_| matches!(name.as_str(), "day" | "today" | "by" | "from"));
                let value = match day.and_then(|day| i32::try_from(day).ok()) {
                    Some(day) => StudyDay(day).to_iso().into(),
                    None => readable(value),
                };
                (name, value)
            };
            Value::Object(fields.into_iter().map(field).collect::<Map<_, _>>())
        }
        other => other,
    }
}

fn id(list: &[Value]) -> Option<Uuid> {
    let bytes: Vec<u8> = list.iter().map(|byte| u8::try_from(byte.as_u64()?).ok()).collect::<Option<_>>()?;
    let bytes: [u8; 16] = bytes.try_into().ok()?;
    Some(plan::uuid_of(ExamId::from(bytes)))
}
