import { FunctionCode } from 'aws-cdk-lib/aws-cloudfront';
import { mailLanguages } from '../../modules/locales/languages.ts';

/**
 * The code of a CloudFront Function that runs before the cache is looked at. Browsers say their languages in thousands
 * of ways; the cache knows our few, and only for pages, as feeds are the same for everybody. (CloudFront developer
 * guide, "Customize at the edge with CloudFront Functions", viewer request; JavaScript runtime 2.0.)
 */
export const languageCode = `
var ours = ${JSON.stringify(mailLanguages)};
function handler(event) {
  var request = event.request;
  var header = request.headers['accept-language'];
  var best = ours[0], bestWeight = 0;
  if (header && request.uri.indexOf('/feeds') !== 0) {
    header.value.slice(0, 500).split(',').forEach(function (part) {
      var pieces = part.trim().toLowerCase().split(';');
      var language = pieces[0].split('-')[0];
      var weight = pieces[1] && pieces[1].trim().indexOf('q=') === 0 ? Number(pieces[1].trim().slice(2)) : 1;
      if (ours.indexOf(language) >= 0 && weight > bestWeight) { best = language; bestWeight = weight; }
    });
  }
  request.headers['accept-language'] = { value: best };
  return request;
}
`;

export const languageFunctionCode = FunctionCode.fromInline(languageCode);
