//! `GET /api/v1/openapi.json`: OpenAPI 3.1, made from the table of endpoints.

use super::endpoints::{Body, ENDPOINTS, Endpoint, Type};
use super::schemas;
use axum::Json;
use serde_json::{Map, Value, json};

pub async fn show() -> Json<Value> {
    Json(document())
}

/// The whole description.
pub fn document() -> Value {
    let mut paths: Map<String, Value> = Map::new();
    for endpoint in ENDPOINTS {
        let path = paths.entry(endpoint.path).or_insert_with(|| json!({}));
        if let Some(methods) = path.as_object_mut() {
            methods.insert(endpoint.method.into(), operation(endpoint));
        }
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Studium",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The same operations as the pages. Times are milliseconds since 1970 (UTC), days are ISO dates, \
                ids are UUIDs. Lists are {items, next}: give `next` as `after` for the page that follows, until it is null.",
        },
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "A token from the settings."}},
            "schemas": schemas::all(),
        },
    })
}

fn operation(endpoint: &Endpoint) -> Value {
    let in_path = endpoint.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).map(
        |name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string", "format": "uuid"}}),
    );
    let in_query = endpoint.query.iter().map(|(name, kind, description)| {
        json!({"name": name, "in": "query", "description": description, "schema": of_type(*kind)})
    });
    let mut responses = json!({
        "default": {
            "description": "It was not done; the error says why.",
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
        },
    });
    if let Some(all) = responses.as_object_mut() {
        let mut done = json!({"description": "Done."});
        if let (Some(content), Some(object)) = (content(endpoint.answer), done.as_object_mut()) {
            object.insert("content".into(), content);
        }
        all.insert(endpoint.status.to_string(), done);
    }
    let mut operation = json!({
        "summary": endpoint.summary,
        "parameters": in_path.chain(in_query).collect::<Vec<_>>(),
        "responses": responses,
    });
    if let (Some(content), Some(object)) = (content(endpoint.body), operation.as_object_mut()) {
        object.insert("requestBody".into(), json!({"required": true, "content": content}));
    }
    operation
}

fn content(body: Body) -> Option<Value> {
    Some(match body {
        Body::None => return None,
        Body::Json(schema) => {
            json!({"application/json": {"schema": {"$ref": format!("#/components/schemas/{schema}")}}})
        }
        Body::File => json!({"multipart/form-data": {"schema": {
            "type": "object",
            "required": ["file"],
            "properties": {"file": {"type": "string", "contentMediaType": "application/octet-stream"}},
        }}}),
        Body::Bytes => json!({"application/octet-stream": {}}),
    })
}

fn of_type(kind: Type) -> Value {
    match kind {
        Type::Id => json!({"type": "string", "format": "uuid"}),
        Type::Text => json!({"type": "string"}),
        Type::Number => json!({"type": "integer", "minimum": 0}),
    }
}
