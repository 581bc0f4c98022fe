//! What kafka-rust does with a key, asked of its `Producer` and default partitioner.
//!
//!     oracle 1,2,3 < keys        partitions of each key in topics of 1, 2 and 3 partitions
//!
//! Input and output are those of every oracle here; see client_oracles.py. The crate gives no other
//! way to its partitioner than a producer with metadata, so a broker that knows only that stands by.

mod broker;

use std::cell::Cell;
use std::error::Error;
use std::io::{Read, Write};
use std::rc::Rc;

use kafka::client::ProduceMessage;
use kafka::producer::{
    AsBytes, DefaultPartitioner, Partitioner, Producer, Record, RequiredAcks, Topics,
};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The default partitioner, with its last choice left where it can be read.
struct Observed {
    partitioner: DefaultPartitioner,
    choice: Rc<Cell<i32>>,
}

impl Partitioner for Observed {
    fn partition(&mut self, topics: Topics<'_>, record: &mut ProduceMessage<'_, '_>) {
        self.partitioner.partition(topics, record);
        self.choice.set(record.partition);
    }
}

struct KafkaRust {
    producer: Producer<Observed>,
    choice: Rc<Cell<i32>>,
}

impl KafkaRust {
    fn connect(counts: &[i32]) -> Result<Self> {
        let address = broker::start(counts.to_vec())?;
        let choice = Rc::new(Cell::new(-1));
        let partitioner = Observed {
            partitioner: DefaultPartitioner::default(),
            choice: Rc::clone(&choice),
        };
        let producer = Producer::from_hosts(vec![address])
            .with_required_acks(RequiredAcks::None)
            .with_partitioner(partitioner)
            .create()?;
        Ok(Self { producer, choice })
    }

    /// A null key is None. `Record::from_value` is how this client writes a record without a key.
    fn place(&mut self, key: Option<&[u8]>, partitions: i32) -> Result<i32> {
        let topic = broker::topic(partitions);
        let value: &[u8] = b"value";
        match key {
            Some(key) => self.send(&Record::from_key_value(&topic, key, value))?,
            None => self.send(&Record::from_value(&topic, value))?,
        }
        Ok(self.choice.get())
    }

    fn send<K: AsBytes, V: AsBytes>(&mut self, record: &Record<'_, K, V>) -> Result<()> {
        self.choice.set(-1);
        Ok(self.producer.send(record)?)
    }

    fn answer(&mut self, key: Option<&[u8]>, counts: &[i32]) -> Result<String> {
        let most = *counts.iter().max().ok_or("no partition counts")?;
        if key.unwrap_or_default().is_empty() && self.varies(key, most)? {
            return Ok("producer".to_owned());
        }
        let mut partitions = Vec::new();
        for &count in counts {
            partitions.push(self.place(key, count)?.to_string());
        }
        Ok(partitions.join(","))
    }

    fn varies(&mut self, key: Option<&[u8]>, partitions: i32) -> Result<bool> {
        let first = self.place(key, partitions)?;
        for _ in 1..64 {
            if self.place(key, partitions)? != first {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

fn main() -> Result<()> {
    let counts = std::env::args()
        .nth(1)
        .ok_or("usage: oracle PARTITION_COUNTS < KEYS")?;
    let counts = counts
        .split(',')
        .map(str::parse)
        .collect::<std::result::Result<Vec<i32>, _>>()?;
    let mut keys = String::new();
    std::io::stdin().read_to_string(&mut keys)?;

    let mut out = Vec::new();
    for name in ["kafka", "twox-hash"] {
        writeln!(out, "# crate {name} {}", pinned_version(name)?)?;
    }
    let mut client = KafkaRust::connect(&counts)?;
    for notation in keys.lines() {
        let answer = client.answer(parse(notation)?.as_deref(), &counts)?;
        writeln!(out, "kafka-rust Producer\t{notation}\t{answer}")?;
    }
    std::io::stdout().write_all(&out)?;
    Ok(())
}

fn parse(notation: &str) -> Result<Option<Vec<u8>>> {
    if notation == "null" {
        return Ok(None);
    }
    let bytes = (0..notation.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&notation[at..at + 2], 16));
    Ok(Some(bytes.collect::<std::result::Result<_, _>>()?))
}

/// A crate cannot ask a dependency for its version, but Cargo.toml pins it.
fn pinned_version(name: &str) -> Result<&'static str> {
    include_str!("../Cargo.toml")
        .lines()
        .find(|line| line.starts_with(name))
        .and_then(|line| line.split('"').nth(1)?.strip_prefix('='))
        .ok_or_else(|| format!("Cargo.toml pins no version of {name}").into())
}
