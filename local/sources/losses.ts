/**
 * Whether a call of Lambda's own pollers gets lost, asked for each message or batch: what a lost receive has taken
 * comes when its visibility is over, later than what was sent after it; what a lost delete or checkpoint should have
 * ended comes once more. AWS promises neither order nor once:
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/standard-queues-at-least-once-delivery.html
 */
export type Losses = (call: 'receive' | 'delete' | 'checkpoint') => boolean;
