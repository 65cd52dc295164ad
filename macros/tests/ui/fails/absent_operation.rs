tinsmith_macros::service!("models/dynamodb.json", operations = [ExportTableToPointInTime]);

async fn by_reference(client: &dynamodb::Client) -> Result<(), Box<dyn std::error::Error>> {
    let item = client.get_item().table_name("songs").send().await?;
    println!("{:?}", item.item);
    Ok(())
}

fn in_a_variable(client: std::sync::Arc<dynamodb::Client<tinsmith::Blocking>>) {
    let call = client.query();
    for item in call.table_name("songs").send().unwrap().items() {
        println!("{item:?}");
    }
}

fn main() {}
