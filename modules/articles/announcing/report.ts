import { MetricUnit } from '@aws-lambda-powertools/metrics';
import type { ArticleEvent } from '../event.ts';
import { promises } from '../../../platform/runtime/promises.ts';
import type { Telemetry } from '../../../platform/runtime/lambda.ts';
import { measurePromise } from '../../../platform/runtime/measurePromise.ts';

/** Says in logs and metrics which versions went out, and how long after they were written. */
export function report(sent: readonly ArticleEvent[], now: Date, { logger, metrics }: Telemetry): void {
  for (const { id, type, at, traceId, article } of sent) {
    logger.info(type, {
      traceId,
      eventId: id,
      articleId: article.id,
      version: article.version,
      sourceId: article.source.id,
    });
    measurePromise(metrics, promises.publish, (now.getTime() - Date.parse(at)) / 1_000);
  }
  metrics.addMetric('EventsPublished', MetricUnit.Count, sent.length);
}
