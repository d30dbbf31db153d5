import { RemovalPolicy, SecretValue, Validations } from "aws-cdk-lib";
import { Secret, type SecretProps } from "aws-cdk-lib/aws-secretsmanager";
import { Construct } from "constructs";
import type { variables } from "../../shared/environment.ts";
import type { Stage } from "../stages.ts";
import { notSet, secretName } from "../names.ts";
import type { PipelineFunction } from "./pipeline-function.ts";

type Content = Required<Pick<SecretProps, "description">> &
  Pick<SecretProps, "generateSecretString" | "secretObjectValue"> & {
    /** Why AWS does not rotate it by itself, and who does. */
    readonly notRotatedBecause: string;
  };

/** A secret of this stage, read by functions while they run, so that a new value needs no deployment. */
export class StageSecret extends Construct {
  private readonly secret: Secret;

  constructor(scope: Construct, id: string, props: { readonly name: string; readonly stage: Stage; readonly content: Content }) {
    super(scope, id);
    const { name, stage, content } = props;
    const { notRotatedBecause, ...given } = content;
    // Kept only once there is something to keep: its name is taken, and a first deployment that fails could not be tried again.
    this.secret = new Secret(this, "Secret", {
      ...given,
      secretName: secretName(stage.name, name),
      removalPolicy: stage.keepsData ? RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE : RemovalPolicy.DESTROY,
    });
    Validations.of(this).acknowledge({ id: "AwsSolutions-SMG4", reason: notRotatedBecause });
  }

  /** Lets a function read it. */
  knownTo(fn: PipelineFunction, variable: keyof typeof variables): void {
    fn.knows(variable, this.secret.secretArn);
    fn.may(["secretsmanager:GetSecretValue"], [this.secret.secretArn]);
  }
}

/** A long random text, made by AWS, under `key`. */
const randomKey = { secretStringTemplate: "{}", generateStringKey: "key", passwordLength: 64, excludePunctuation: true };

/** What lets us speak to Slack and know that it is Slack that speaks to us. */
export const slackSecret: Content = {
  description: "The Slack app's bot token and signing secret",
  notRotatedBecause: "It is made by Slack and changed there: npm run secrets -- set slack brings it here without downtime.",
  secretObjectValue: { botToken: SecretValue.unsafePlainText(notSet), signingSecret: SecretValue.unsafePlainText(notSet) },
};

/** What signs the links in messages. */
export const linksSecret: Content = {
  description: "Signs the links in messages",
  notRotatedBecause: "Old links must go on opening, so a new key is added beside the old ones: npm run secrets -- rotate links.",
  generateSecretString: randomKey,
};

/** What turns addresses into pseudonyms. */
export const pseudonymsSecret: Content = {
  description: "Turns addresses into pseudonyms; never changes",
  notRotatedBecause: "Who must not be written to is known by pseudonym alone: with another key, everybody who said no would be forgotten.",
  generateSecretString: randomKey,
};

/** What seals the desk's sessions, and, once it has been set, the Slack app that people sign in by. */
export const deskSecret: Content = {
  description: "Seals the desk's sessions, and holds the Slack app that people sign in by",
  notRotatedBecause: "Sessions must go on, so a new key is added beside the old ones: npm run secrets -- rotate desk. The app's secret is made by Slack: npm run secrets -- set desk.",
  generateSecretString: randomKey,
};
