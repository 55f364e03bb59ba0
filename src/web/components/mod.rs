//! Parts that several pages share.

pub mod assignee;
pub mod chart;
pub mod compare;
pub mod differences;
pub mod earlier;
pub mod erase;
pub mod frame;
pub mod late;
pub mod leaving;
pub mod note;
pub mod overtaken;
pub mod page;
pub mod question;
pub mod quick_card;
pub mod reports;
pub mod save_state;
pub mod text;
pub mod thread;
pub mod title_block;
pub mod twice;
pub mod unlock;
pub mod votes;
pub mod words;
