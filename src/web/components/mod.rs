//! Parts that several pages share.

pub mod assignee;
pub mod chart;
pub mod differences;
pub mod erase;
pub mod frame;
pub mod leaving;
pub mod note;
pub mod overtaken;
pub mod question;
pub mod save_state;
pub mod thread;
pub mod twice;
pub mod unlock;
pub mod words;
