//! Pastes of every shape.
