import {
  GetAccountCommand,
  type GetAccountCommandOutput,
  GetConfigurationSetCommand,
  GetEmailIdentityCommand,
  NotFoundException,
  SESv2Client,
} from "@aws-sdk/client-sesv2";
import { type Finding, findingsOf } from "./finding.ts";

/** What SES says of a sender and of the account. */
export type MailState = {
  readonly sender: string;
  readonly configurationSet: string;
  readonly isVerified: boolean;
  readonly hasConfigurationSet: boolean;
  readonly account: Pick<GetAccountCommandOutput, "ProductionAccessEnabled" | "SendingEnabled" | "EnforcementStatus" | "SendQuota">;
};

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
  return judgeMail({ sender, configurationSet, isVerified: own || domain, hasConfigurationSet: set !== undefined, account });
}

/** From this share of a day's quota on, a busy hour may use it up. */
const nearlyUsed = 0.8;

/** What would keep mails from going, or from being heard of again. */
export function judgeMail({ sender, configurationSet, isVerified, hasConfigurationSet, account }: MailState): readonly Finding[] {
  const { ProductionAccessEnabled, SendingEnabled, EnforcementStatus = "HEALTHY", SendQuota } = account;
  const { Max24HourSend: most = 0, SentLast24Hours: sent = 0 } = SendQuota ?? {};
  const problems = [
    ...(isVerified ? [] : [`Mail: the sender ${sender} is not verified; verify the address or ${domainOf(sender)} under Identities in SES.`]),
    ...(ProductionAccessEnabled === true ? [] : ["Mail: SES is in its sandbox and writes to verified addresses only; request production access in SES."]),
    ...(SendingEnabled === true && EnforcementStatus !== "SHUTDOWN"
      ? []
      : [`Mail: SES has paused sending (${EnforcementStatus}); its Account dashboard says why.`]),
    // -1 is no limit.
    ...(most > 0 && sent >= most * nearlyUsed ? [`Mail: ${sent} of ${most} mails a day are used; request a higher quota in SES.`] : []),
    ...(hasConfigurationSet ? [] : [`Mail: there is no configuration set ${configurationSet}, so nothing is heard of bounces; deploy again.`]),
  ];
  return findingsOf(problems, `Mail: ${sender} is verified and may send.`);
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
