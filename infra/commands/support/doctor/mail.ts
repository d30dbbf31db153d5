import {
  GetAccountCommand,
  type GetAccountCommandOutput,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { type Finding, findingsOf } from "./finding.ts";

/** Asks SES, with the SDK's own configuration, whether mails of this sender would go. */
export async function lookAtMail(sender: string, configurationSet: string): Promise<readonly Finding[]> {
  const ses = new SESv2Client();
  const isVerified = async (EmailIdentity: string) =>
    (await unlessMissing(ses.send(new GetEmailIdentityCommand({ EmailIdentity }))))?.VerifiedForSendingStatus === true;
  const [own, domain, set, account] = await Promise.all([
    isVerified(sender),
    isVerified(domainOf(sender)),
    unlessMissing(ses.send(new GetConfigurationSetCommand({ ConfigurationSetName: configurationSet }))),
    ses.send(new GetAccountCommand()),
  ]);
  const problems = [
    ...(own || domain ? [] : [`Mail: the sender ${sender} is not verified; verify the address or ${domainOf(sender)} under Identities in SES.`]),
    ...problemsOf(account),
    ...(set === undefined ? [`Mail: there is no configuration set ${configurationSet}, so nothing is heard of bounces; deploy again.`] : []),
  ];
  return findingsOf(problems, `Mail: ${sender} is verified and may send; ${quotaOf(account).inWords}.`);
}

/** What keeps the whole account from sending, or soon will. */
function problemsOf(account: GetAccountCommandOutput): readonly string[] {
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus = "HEALTHY" } = account;
  const quota = quotaOf(account);
  return [
    ...(ProductionAccessEnabled === true ? [] : ["Mail: SES is in its sandbox and writes to verified addresses only; request production access in SES."]),
    ...(SendingEnabled === true && EnforcementStatus !== "SHUTDOWN"
      ? []
      : [`Mail: SES has paused sending (${EnforcementStatus}); its Account dashboard says why.`]),
    ...(quota.isNearlyUsed ? [`Mail: ${quota.inWords}; request a higher quota in SES.`] : []),
  ];
}

/** From this share of a day's quota on, a busy hour may use it up. */
const nearlyUsed = 0.8;

function quotaOf({ SendQuota: { Max24HourSend: most = 0, SentLast24Hours: sent = 0 } = {} }: GetAccountCommandOutput): { readonly isNearlyUsed: boolean; readonly inWords: string } {
  // -1 is no limit.
  if (most <= 0) return { isNearlyUsed: false, inWords: "there is no quota" };
  return { isNearlyUsed: sent >= most * nearlyUsed, inWords: `${sent} of ${most} mails a day are used` };
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf("@") + 1);
}

async function unlessMissing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof NotFoundException) return undefined;
    throw error;
  }
}
