//! The formatted signing time: `20150830T123600Z`, in UTC.

use super::SigningError;
use crate::types::Timestamp;
use crate::types::civil::{Date, SECONDS_PER_DAY};

/// A formatted time.
#[derive(Clone, Copy)]
pub(super) struct SigningTime {
    /// In the format of strings to sign: the stamp, a line feed, and the date that begins the
    /// scope.
    text: [u8; 26],
    day: i64,
}

impl SigningTime {
    pub(super) fn new(time: Timestamp) -> Result<Self, SigningError> {
        let seconds = time.seconds();
        let day = seconds.div_euclid(SECONDS_PER_DAY);
        let second = seconds.rem_euclid(SECONDS_PER_DAY);
        let date = Date::from_days(day);
        if !(0..=9999).contains(&date.year) {
            return Err(SigningError::Time(seconds));
        }
        let mut text = *b"00000000T000000Z\n00000000/";
        write(&mut text[0..4], date.year);
        write(&mut text[4..6], date.month);
        write(&mut text[6..8], date.day);
        write(&mut text[9..11], second / 3600);
        write(&mut text[11..13], second / 60 % 60);
        write(&mut text[13..15], second % 60);
        text.copy_within(0..8, 17);
        Ok(Self { text, day })
    }

    /// `20150830T123600Z`.
    pub(super) fn stamp(&self) -> &[u8] {
        &self.text[..16]
    }

    /// `20150830`.
    pub(super) fn date(&self) -> &[u8] {
        &self.text[..8]
    }

    /// `20150830/`.
    pub(super) fn scope_start(&self) -> &[u8] {
        &self.text[17..]
    }

    /// `20150830T123600Z`, a line feed, and `20150830/`.
    pub(super) fn stamp_and_scope_start(&self) -> &[u8] {
        &self.text
    }

    /// Days since the epoch; a signing key is valid for one day.
    pub(super) fn day(&self) -> i64 {
        self.day
    }
}

fn write(place: &mut [u8], mut number: i64) {
    for digit in place.iter_mut().rev() {
        *digit = b'0' + u8::try_from(number % 10).unwrap_or(0);
        number /= 10;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stamp(seconds: i64) -> Result<String, SigningError> {
        let time = SigningTime::new(Timestamp::new(seconds, 0))?;
        Ok(String::from_utf8_lossy(time.stamp()).into_owned())
    }

    #[test]
    fn moments_are_written_in_basic_format() {
        assert_eq!(stamp(1_440_938_160).as_deref(), Ok("20150830T123600Z"));
        assert_eq!(stamp(0).as_deref(), Ok("19700101T000000Z"));
        assert_eq!(stamp(-1).as_deref(), Ok("19691231T235959Z"));
    }

    #[test]
    fn scopes_begin_with_the_date() {
        let time = SigningTime::new(Timestamp::new(1_440_938_160, 0)).unwrap();
        assert_eq!(time.date(), b"20150830");
        assert_eq!(time.scope_start(), b"20150830/");
        assert_eq!(time.stamp_and_scope_start(), b"20150830T123600Z\n20150830/");
    }

    #[test]
    fn leap_days_exist_every_four_years_but_not_in_1900() {
        assert_eq!(stamp(951_782_400).as_deref(), Ok("20000229T000000Z"));
        assert_eq!(stamp(1_709_164_800).as_deref(), Ok("20240229T000000Z"));
        assert_eq!(stamp(-2_203_891_200).as_deref(), Ok("19000301T000000Z"));
        assert_eq!(stamp(-2_203_891_201).as_deref(), Ok("19000228T235959Z"));
    }

    #[test]
    fn years_with_other_than_four_digits_are_refused() {
        assert_eq!(stamp(253_402_300_799).as_deref(), Ok("99991231T235959Z"));
        assert_eq!(
            stamp(253_402_300_800),
            Err(SigningError::Time(253_402_300_800))
        );
        assert_eq!(stamp(i64::MIN), Err(SigningError::Time(i64::MIN)));
    }
}
