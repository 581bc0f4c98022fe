//! A Kafka broker that answers metadata requests, version 0, and swallows everything else.

use std::io::{Read, Result, Write};
use std::net::{TcpListener, TcpStream};
use std::thread;

const METADATA: u16 = 3;
const NODE: i32 = 0;

/// The topic with so many partitions.
pub fn topic(partitions: i32) -> String {
    format!("p{partitions}")
}

/// Serves topics with these partition counts in the background; returns `host:port`.
pub fn start(partition_counts: Vec<i32>) -> Result<String> {
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let port = listener.local_addr()?.port();
    thread::spawn(move || {
        for connection in listener.incoming().flatten() {
            let metadata = metadata(port, &partition_counts);
            // The client ends the connection by exiting, which is no error here.
            thread::spawn(move || serve(connection, &metadata));
        }
    });
    Ok(format!("127.0.0.1:{port}"))
}

fn serve(mut connection: TcpStream, metadata: &[u8]) -> Result<()> {
    loop {
        let mut size = [0; 4];
        connection.read_exact(&mut size)?;
        let mut request = vec![0; u32::from_be_bytes(size) as usize];
        connection.read_exact(&mut request)?;
        if u16::from_be_bytes([request[0], request[1]]) == METADATA {
            let correlation_id = &request[4..8];
            let size =
                u32::try_from(correlation_id.len() + metadata.len()).expect("a small message");
            connection.write_all(&[&size.to_be_bytes(), correlation_id, metadata].concat())?;
        }
    }
}

/// Brokers, then topics; every partition is led by the one broker.
fn metadata(port: u16, partition_counts: &[i32]) -> Vec<u8> {
    let mut body = Vec::new();
    int32(&mut body, 1);
    int32(&mut body, NODE);
    string(&mut body, "127.0.0.1");
    int32(&mut body, i32::from(port));

    length(&mut body, partition_counts.len());
    for &partitions in partition_counts {
        no_error(&mut body);
        string(&mut body, &topic(partitions));
        int32(&mut body, partitions);
        for partition in 0..partitions {
            no_error(&mut body);
            int32(&mut body, partition);
            int32(&mut body, NODE); // leader
            for _replicas_then_isr in 0..2 {
                int32(&mut body, 1);
                int32(&mut body, NODE);
            }
        }
    }
    body
}

fn no_error(body: &mut Vec<u8>) {
    body.extend(0i16.to_be_bytes());
}

fn int32(body: &mut Vec<u8>, value: i32) {
    body.extend(value.to_be_bytes());
}

fn length(body: &mut Vec<u8>, items: usize) {
    int32(body, i32::try_from(items).expect("a short list"));
}

fn string(body: &mut Vec<u8>, text: &str) {
    body.extend(
        i16::try_from(text.len())
            .expect("a short name")
            .to_be_bytes(),
    );
    body.extend(text.as_bytes());
}
