import { afterAll, afterEach, beforeEach } from 'vitest';
import { AnsweringServer, json } from './answeringServer';
import { Heard } from './asking';
import { AwsHome, keysSection, secrets } from './awsHome';

/**
 * For the tests of a file: one server that Forecast and the services of credentials are looked for at, and for each
 * test a new home with the profile `keys`. At the end, nothing secret may have been heard.
 */
export async function answeredAws(
  onNewHome: (home: AwsHome) => void,
): Promise<{ readonly server: AnsweringServer; readonly heard: Heard }> {
  const heard = new Heard();
  const server = await AnsweringServer.start();
  let home: AwsHome | undefined;
  beforeEach(() => {
    home = new AwsHome();
    home.credentials(`[keys]\n${keysSection}aws_session_token = ${secrets.sessionToken}\n`);
    for (const service of ['FORECAST', 'STS', 'SSO', 'SSO_OIDC']) {
      home.set(`AWS_ENDPOINT_URL_${service}`, server.url);
    }
    server.asked.length = 0;
    server.answer = () => json({});
    heard.lines.push('---');
    onNewHome(home);
  });
  afterEach(() => {
    heard.dispose();
    home?.remove();
  });
  afterAll(async () => {
    await server.stop();
    heard.expectNoSecrets();
  });
  return { server, heard };
}
