import * as l10n from '@vscode/l10n';
import type { Failure, Remedy } from '../jobs/failure';
import { plainText } from '../jobs/plainText';
import { redact } from '../jobs/redact';
import { serviceTitle } from './awsService';
import type { ErrorFacts, FailureContext } from './failureContext';

const retry: Remedy = { kind: 'retry' };
const showLog: Remedy = { kind: 'showLog' };
const proxySetting: Remedy = { kind: 'openSetting', setting: 'http.proxy' };

/** Codes of Node.js, and the texts that stand for them where a provider has put one error's text into another. */
const unknownIssuer =
  /SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT|CERT_UNTRUSTED|INVALID_CA|self[- ]signed certificate|unable to verify the first certificate|unable to get (?:local )?issuer certificate/i;
const outdated = /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate has expired|certificate is not yet valid/i;
const otherName = /ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames/i;
const revoked = /CERT_REVOKED|CERT_REJECTED|certificate revoked/i;
const noTls = /EPROTO|ERR_SSL_|wrong version number|ERR_TLS_/;
const proxy = /ERR_PROXY|\bprox(?:y|ies)\b|tunnel(?:ing|ling)? socket|\b407\b/i;
const noName = /ENOTFOUND|EAI_AGAIN|EAI_NODATA|EAI_NONAME/;
const refused = /ECONNREFUSED/;
const noWay = /EHOSTUNREACH|ENETUNREACH|EHOSTDOWN|ENETDOWN|EADDRNOTAVAIL/;
const tooSlow =
  /ETIMEDOUT|ESOCKETTIMEDOUT|TimeoutError|requestTimeout|timed out|did not establish a connection/;
const cut =
  /ECONNRESET|EPIPE|ECONNABORTED|socket hang up|^aborted\b|ERR_STREAM_PREMATURE_CLOSE|Premature close/;
const notHttp = /HPE_|Parse Error/;

/**
 * Faults on the way to the service: certificates, names, connections, time limits, proxies; undefined where it was
 * none. TLS checks are never turned off: the text names the settings that make a company's CA known.
 */
export function describeNetworkFault(facts: ErrorFacts, context: FailureContext): Failure | undefined {
  const signs = [facts.code, facts.name, facts.message].join(' ');
  const host = plainText(redact(hostIn(facts) ?? hostOf(context)), 200);
  const certificate = describeCertificate(signs, host);
  if (certificate !== undefined) {
    return certificate;
  }
  if (proxy.test(signs)) {
    return {
      kind: 'network',
      what: l10n.t('The proxy could not be used to reach: {0}', host),
      helps: l10n.t(
        'Check the setting http.proxy and what the proxy asks for (its sign-in or allowed hosts).',
      ),
      remedies: [retry, proxySetting, showLog],
    };
  }
  if (noName.test(signs)) {
    return unknownName(signs, host, context);
  }
  const [, what, helps] =
    ways.find(
      ([pattern]) => pattern.test(facts.code) || pattern.test(facts.name) || pattern.test(facts.message),
    ) ?? [];
  return what === undefined || helps === undefined
    ? undefined
    : {
        kind: 'network',
        what: what(host),
        helps: helps(),
        remedies: [retry, ...endpointRemedy(context), showLog],
      };
}

const ways: readonly (readonly [RegExp, (host: string) => string, () => string])[] = [
  [
    noTls,
    host => l10n.t('What answered does not speak TLS (https) in a way that can be understood: {0}', host),
    () => l10n.t('Check whether the endpoint has to begin with http:// or https://, and the proxy.'),
  ],
  [
    refused,
    host => l10n.t('Nothing accepts connections at: {0}', host),
    () => l10n.t('Check the endpoint, the proxy and the network; a local service has to be started first.'),
  ],
  [
    noWay,
    host => l10n.t('There is no way through the network to: {0}', host),
    () => l10n.t('Check the network connection or the VPN, then try again.'),
  ],
  [
    cut,
    host => l10n.t('The connection was cut before the answer was complete by: {0}', host),
    () => l10n.t('Try again. If it happens each time, a proxy or firewall may be cutting it.'),
  ],
  [
    tooSlow,
    host => l10n.t('No answer came in time from: {0}', host),
    () => l10n.t('Check the network, the VPN and the proxy, then try again.'),
  ],
  [
    notHttp,
    host => l10n.t('What answered does not speak HTTP: {0}', host),
    () => l10n.t('Check the endpoint and the proxy.'),
  ],
];

function describeCertificate(signs: string, host: string): Failure | undefined {
  const remedies: readonly Remedy[] = [
    { kind: 'openSetting', setting: 'http.systemCertificates' },
    proxySetting,
    retry,
  ];
  if (unknownIssuer.test(signs)) {
    return {
      kind: 'certificate',
      what: l10n.t(
        'The certificate was issued by a CA that the editor does not know, as a company proxy does it, for: {0}',
        host,
      ),
      helps: l10n.t(
        'Add the CA of the company to the certificates of the operating system and keep the setting http.systemCertificates on, or start the editor with NODE_EXTRA_CA_CERTS set to the file of that CA. Check http.proxy too.',
      ),
      remedies,
    };
  }
  if (outdated.test(signs)) {
    return {
      kind: 'certificate',
      what: l10n.t(
        'The certificate is outdated or not yet valid, or the clock of this machine is wrong, for: {0}',
        host,
      ),
      helps: l10n.t(
        'Check the clock. If it is right, whoever runs the endpoint or the proxy has to renew the certificate.',
      ),
      remedies: [retry, proxySetting],
    };
  }
  if (otherName.test(signs)) {
    return {
      kind: 'certificate',
      what: l10n.t('The certificate is for another host than: {0}', host),
      helps: l10n.t(
        'Check the endpoint: it has to be a name that its certificate holds. A proxy may also have answered in its place (http.proxy).',
      ),
      remedies: [{ kind: 'openSetting', setting: 'forecastExports.endpoint' }, proxySetting, retry],
    };
  }
  return revoked.test(signs)
    ? {
        kind: 'certificate',
        what: l10n.t('The certificate was revoked or refused, for: {0}', host),
        helps: l10n.t('Ask whoever runs the endpoint or the proxy.'),
        remedies: [retry, proxySetting],
      }
    : undefined;
}

function unknownName(signs: string, host: string, context: FailureContext): Failure {
  const ofRegion = context.endpoint === undefined && context.service !== 's3' && host === usualHost(context);
  if (ofRegion && !signs.includes('EAI_AGAIN')) {
    return {
      kind: 'region',
      what: l10n.t(
        'There is no network connection, or {0} is not in the region: {1}',
        serviceTitle(context.service),
        plainText(context.region, 60),
      ),
      helps: l10n.t(
        'Check the network, the VPN and the proxy, or choose a region that has the service, such as us-west-2.',
      ),
      remedies: [{ kind: 'chooseRegion' }, retry, proxySetting],
    };
  }
  return {
    kind: 'network',
    what: l10n.t('The name could not be found in the network: {0}', host),
    helps: l10n.t('Check the network, the VPN and the proxy, then try again.'),
    remedies: [retry, ...endpointRemedy(context), proxySetting],
  };
}

function endpointRemedy(context: FailureContext): readonly Remedy[] {
  return context.endpoint === undefined || context.service !== 'forecast'
    ? []
    : [{ kind: 'openSetting', setting: 'forecastExports.endpoint' }];
}

/** A sign-in asks other hosts than the service; their errors name them. */
function hostIn(facts: ErrorFacts): string | undefined {
  return facts.hostname === ''
    ? /(?:getaddrinfo|connect) E[A-Z_]+ ([^\s,]{1,255})/.exec(facts.message)?.[1]
    : facts.hostname;
}

function hostOf(context: FailureContext): string {
  if (context.endpoint === undefined) {
    return usualHost(context);
  }
  return URL.canParse(context.endpoint) ? new URL(context.endpoint).host : context.endpoint;
}

function usualHost({ service, region }: FailureContext): string {
  return `${service}.${region}.amazonaws.com`;
}
