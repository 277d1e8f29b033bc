import { parseArgs } from 'node:util';

export interface DeployOptions {
  /** Name of the project on the platform, part of its address. */
  name: string;
  /** A domain of one's own Cloudflare account, which then runs the party; left out: PartyKit's platform. */
  domain?: string;
  /** Variables of the party. */
  variables: Record<string, string>;
  /** Does all but send: what would be sent goes to this machine and is listed. */
  dryRun: boolean;
}

const USAGE = 'npm run deploy -- [--name NAME] [--domain DOMAIN] [--dry-run]';
/** Shorter ones can be guessed; the party refuses them too. */
const MIN_SECRET_LENGTH = 16;
const DOMAIN = /^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/;
const NAME = /^[a-z][a-z0-9-]{0,62}$/;
/** What an unquoted line of an environment file carries unchanged. */
const PLAIN = /^[\w.~+/=:@%-]+$/;

/** What is asked for and can be done, or what is wrong with it in a sentence. */
export function deployOptions(
  args: string[],
  environment: Record<string, string | undefined>,
): DeployOptions | { fault: string } {
  const parsed = parse(args);
  if (parsed instanceof Error) return { fault: `${parsed.message}\nUsage: ${USAGE}` };
  const { name = 'coview', domain, 'dry-run': dryRun = false } = parsed;
  if (!NAME.test(name)) return { fault: 'A name is of small letters, digits and hyphens, and begins with a letter.' };
  if (domain !== undefined && !DOMAIN.test(domain)) return { fault: `"${domain}" is not a domain.` };
  const { COVIEW_ADMIN_SECRET: secret, CLOUDFLARE_ACCOUNT_ID: account, CLOUDFLARE_API_TOKEN: token } = environment;
  if (domain !== undefined && !dryRun && !(account && token))
    return { fault: 'A domain of your own needs CLOUDFLARE_ACCOUNT_ID and CLOUDFLARE_API_TOKEN in the environment.' };
  if (secret !== undefined && (secret.length < MIN_SECRET_LENGTH || !PLAIN.test(secret)))
    return {
      fault: `COVIEW_ADMIN_SECRET needs ${MIN_SECRET_LENGTH} characters or more, letters, digits and _.~+/=:@%- among them.`,
    };
  return {
    name,
    ...(domain !== undefined && { domain }),
    variables: secret === undefined ? {} : { COVIEW_ADMIN_SECRET: secret },
    dryRun,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: { name: { type: 'string' }, domain: { type: 'string' }, 'dry-run': { type: 'boolean' } },
    }).values;
  } catch (error) {
    return error as Error;
  }
}
