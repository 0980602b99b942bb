//! The five column types and how Rust values become them. Instants are milliseconds, days ISO text, ids 16-byte blobs,
//! truth 0 or 1, on both databases.

use uuid::Uuid;

use crate::error::{Error, Result};

/// A value that owns its bytes, for the few places that store "whatever was there".
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Int(i64),
    Real(f64),
    Text(String),
    Blob(Vec<u8>),
}

/// A value as it lies in a row or in a parameter: borrowed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ValueRef<'a> {
    Null,
    Int(i64),
    Real(f64),
    Text(&'a str),
    Blob(&'a [u8]),
}

impl ValueRef<'_> {
    /// The type's name for messages.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            ValueRef::Null => "null",
            ValueRef::Int(_) => "an integer",
            ValueRef::Real(_) => "a real",
            ValueRef::Text(_) => "text",
            ValueRef::Blob(_) => "a blob",
        }
    }

    fn unexpected(&self, wanted: &str) -> Error {
        Error::Internal(format!("{wanted} was expected, {} is there", self.kind()))
    }
}

/// What can be a parameter of a statement.
pub trait ToValue {
    fn to_value(&self) -> ValueRef<'_>;
}

/// What can be read from a column. A `NULL` is an error except for `Option` and [`Value`].
pub trait FromValue: Sized {
    /// # Errors
    /// [`Error::Internal`] when the column holds another type: the query and its reader do not fit.
    fn from_value(value: ValueRef<'_>) -> Result<Self>;
}

/// The parameters of a statement: `tx.execute("… ?1 … ?2", params![id, name])`.
#[macro_export]
macro_rules! params {
    ($($value:expr),* $(,)?) => {
        &[$(&$value as &dyn $crate::db::ToValue),*] as &[&dyn $crate::db::ToValue]
    };
}

impl<T: ToValue + ?Sized> ToValue for &T {
    fn to_value(&self) -> ValueRef<'_> {
        (**self).to_value()
    }
}

impl<T: ToValue> ToValue for Option<T> {
    fn to_value(&self) -> ValueRef<'_> {
        self.as_ref().map_or(ValueRef::Null, ToValue::to_value)
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        match value {
            ValueRef::Null => Ok(None),
            value => T::from_value(value).map(Some),
        }
    }
}

impl ToValue for Value {
    fn to_value(&self) -> ValueRef<'_> {
        match self {
            Value::Null => ValueRef::Null,
            Value::Int(value) => ValueRef::Int(*value),
            Value::Real(value) => ValueRef::Real(*value),
            Value::Text(value) => ValueRef::Text(value),
            Value::Blob(value) => ValueRef::Blob(value),
        }
    }
}

impl FromValue for Value {
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        Ok(match value {
            ValueRef::Null => Value::Null,
            ValueRef::Int(value) => Value::Int(value),
            ValueRef::Real(value) => Value::Real(value),
            ValueRef::Text(value) => Value::Text(value.to_owned()),
            ValueRef::Blob(value) => Value::Blob(value.to_owned()),
        })
    }
}

/// Integers go in as 64 bits and come out checked against the narrower type.
macro_rules! integers {
    ($($type:ty),*) => {$(
        impl ToValue for $type {
            fn to_value(&self) -> ValueRef<'_> {
                ValueRef::Int(i64::from(*self))
            }
        }
        impl FromValue for $type {
            fn from_value(value: ValueRef<'_>) -> Result<Self> {
                match value {
                    ValueRef::Int(number) => <$type>::try_from(number)
                        .map_err(|_| Error::Internal(format!("{number} does not fit {}", stringify!($type)))),
                    other => Err(other.unexpected("an integer")),
                }
            }
        }
    )*};
}
integers!(i64, i32, u32, i16, u16, u8);

impl ToValue for bool {
    fn to_value(&self) -> ValueRef<'_> {
        ValueRef::Int(i64::from(*self))
    }
}

impl FromValue for bool {
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        match value {
            ValueRef::Int(0) => Ok(false),
            ValueRef::Int(1) => Ok(true),
            other => Err(other.unexpected("0 or 1")),
        }
    }
}

impl ToValue for f64 {
    fn to_value(&self) -> ValueRef<'_> {
        ValueRef::Real(*self)
    }
}

impl FromValue for f64 {
    /// Integers are accepted: SQLite's `sum` and `avg` and a literal `0` give them where a real is meant.
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        match value {
            ValueRef::Real(value) => Ok(value),
            ValueRef::Int(value) => Ok(value as f64),
            other => Err(other.unexpected("a real")),
        }
    }
}

impl ToValue for f32 {
    fn to_value(&self) -> ValueRef<'_> {
        ValueRef::Real(f64::from(*self))
    }
}

impl FromValue for f32 {
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        f64::from_value(value).map(|value| value as f32)
    }
}

impl ToValue for str {
    fn to_value(&self) -> ValueRef<'_> {
        ValueRef::Text(self)
    }
}

impl ToValue for String {
    fn to_value(&self) -> ValueRef<'_> {
        ValueRef::Text(self)
    }
}

impl FromValue for String {
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        match value {
            ValueRef::Text(value) => Ok(value.to_owned()),
            other => Err(other.unexpected("text")),
        }
    }
}

impl ToValue for [u8] {
    fn to_value(&self) -> ValueRef<'_> {
        ValueRef::Blob(self)
    }
}

impl<const N: usize> ToValue for [u8; N] {
    fn to_value(&self) -> ValueRef<'_> {
        ValueRef::Blob(self)
    }
}

impl ToValue for Vec<u8> {
    fn to_value(&self) -> ValueRef<'_> {
        ValueRef::Blob(self)
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        match value {
            ValueRef::Blob(value) => Ok(value.to_owned()),
            other => Err(other.unexpected("a blob")),
        }
    }
}

impl ToValue for Uuid {
    fn to_value(&self) -> ValueRef<'_> {
        ValueRef::Blob(self.as_bytes())
    }
}

impl FromValue for Uuid {
    fn from_value(value: ValueRef<'_>) -> Result<Self> {
        match value {
            ValueRef::Blob(bytes) => Uuid::from_slice(bytes).map_err(|_| value.unexpected("an id of 16 bytes")),
            other => Err(other.unexpected("an id of 16 bytes")),
        }
    }
}
