import * as z from "zod";
import { APP, BOT, TEAM } from "../directory.ts";
import { Refusal } from "../refusal.ts";
import { string } from "./arguments.ts";
import { type Methods, reading } from "./method.ts";

/** Who am I, where am I, is anybody there. */
export const workspaceMethods: Methods = {
  "api.test": reading(z.object({ error: string.optional(), foo: string.optional() }), ({ error, foo }) => {
    if (error !== undefined) throw new Refusal(error);
    return foo === undefined ? {} : { args: { foo } };
  }),
  "auth.test": reading(z.object({}), (_args, { pagesUrl }) => ({
    url: `${pagesUrl}/`, team: TEAM.name, user: BOT.handle, team_id: TEAM.id, user_id: APP.userId,
    bot_id: APP.botId, is_enterprise_install: false,
  })),
  "team.info": reading(z.object({}), (_args, { pagesUrl }) => ({
    team: {
      id: TEAM.id, name: TEAM.name, url: `${pagesUrl}/`, domain: TEAM.domain, email_domain: "us.example",
      icon: { image_default: true }, avatar_base_url: `${pagesUrl}/`, is_verified: false,
    },
  })),
};
