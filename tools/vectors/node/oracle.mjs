// What the JavaScript clients do with a key: KafkaJS and @platformatic/kafka, asked themselves.
//
//     node oracle.mjs 1,2,3 < keys      partitions of each key in topics of 1, 2 and 3 partitions
//
// Input and output are those of every oracle here; see client_oracles.py.

import { readFileSync, writeFileSync } from 'node:fs'
import { compatibilityPartitioner, noopSerializer, Producer } from '@platformatic/kafka'
import kafkajs from 'kafkajs'

const implementations = {
  'kafkajs DefaultPartitioner': ofKafkaJs(kafkajs.Partitioners.DefaultPartitioner),
  'kafkajs JavaCompatiblePartitioner': ofKafkaJs(kafkajs.Partitioners.JavaCompatiblePartitioner),
  'kafkajs LegacyPartitioner': ofKafkaJs(kafkajs.Partitioners.LegacyPartitioner),
  'platformatic default': ofPlatformatic({}),
  'platformatic compatibilityPartitioner': ofPlatformatic({ partitioner: compatibilityPartitioner })
}

// `key` is a Buffer or, for a null key, null.
function ofKafkaJs (createPartitioner) {
  const partitioner = createPartitioner()
  return (key, partitions) => {
    const partitionMetadata = Array.from({ length: partitions }, (_, partitionId) => ({ partitionId, leader: 0 }))
    return partitioner({ topic: 'topic', partitionMetadata, message: { key } })
  }
}

// The producer never connects. It numbers partitions without end; what it sends is reduced by the
// partition count (#performSend in clients/producer/producer.js).
function ofPlatformatic (options) {
  const producer = new Producer({ clientId: 'oracle', bootstrapBrokers: ['localhost:9'], ...options })
  return (key, partitions) => {
    const [chosen] = producer.getSendTopicPartitions({ messages: [{ topic: 'topic', key }] }).get('topic')
    return chosen % partitions
  }
}

function answer (place, key, counts) {
  if (!key?.length && varies(place, key, Math.max(...counts))) return 'producer'
  return counts.map(count => place(key, count)).join(',')
}

function varies (place, key, partitions) {
  const first = place(key, partitions)
  return Array.from({ length: 63 }, () => place(key, partitions)).some(next => next !== first)
}

function versionOf (name) {
  const file = new URL(`node_modules/${name}/package.json`, import.meta.url)
  return `${name} ${JSON.parse(readFileSync(file, 'utf8')).version}`
}

const counts = process.argv[2].split(',').map(Number)
const keys = readFileSync(0, 'latin1').replace(/\n$/, '').split('\n')

const lines = ['kafkajs', '@platformatic/kafka'].map(name => `# ${versionOf(name)}`)
for (const [name, place] of Object.entries(implementations)) {
  for (const notation of keys) {
    const key = notation === 'null' ? null : Buffer.from(notation, 'hex')
    lines.push([name, notation, answer(place, key, counts)].join('\t'))
  }
}
writeFileSync(1, lines.join('\n') + '\n')
