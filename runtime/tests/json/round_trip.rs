//! Encoding and decoding random values gives the same values.

use tinsmith::rt::codec::Limits;
use tinsmith::rt::codec::json::Json;
use tinsmith::rt::value::Field;

use crate::fixture::Everything;
use crate::random::Random;

#[test]
fn random_values_are_read_back() {
    let limits = Limits::default();
    let mut random = Random::new(0x1234_5678_9ABC_DEF1);
    for json_names in (0..4000).map(|round| round % 2 == 0) {
        let json = Json {
            json_names,
            ..Json::AWS_JSON
        };
        let value = random.everything();
        let mut text = Vec::new();
        json.encode(&value, &mut text).unwrap();
        let mut read = Everything::blank();
        let decoded = json.decode(&text, &mut read, &limits);
        let text = String::from_utf8_lossy(&text);
        assert_eq!(decoded.map(|it| it.corrected), Ok(Vec::new()), "{text}");
        assert_eq!(read, value, "{text}");
    }
}
