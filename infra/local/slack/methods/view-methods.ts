import * as z from "zod";
import { personById } from "../directory.ts";
import { Refusal } from "../refusal.ts";
import { string, structure } from "./arguments.ts";
import { type Methods, writing } from "./method.ts";
import { viewJson } from "./view-json.ts";

/** Modals and App Homes: checked, stored, and shown on the page of their person. */
export const viewMethods: Methods = {
  "views.open": writing(z.object({ trigger_id: string, view: structure }), ({ trigger_id: trigger, view }, { workspace }) => ({
    view: viewJson(workspace.views.open(workspace.grants.exchangeTrigger(trigger), view)),
  })),
  "views.push": writing(z.object({ trigger_id: string, view: structure }), ({ trigger_id: trigger, view }, { workspace }) => ({
    view: viewJson(workspace.views.push(workspace.grants.exchangeTrigger(trigger), view)),
  })),
  "views.update": writing(
    z.object({ view: structure, view_id: string.optional(), external_id: string.optional(), hash: string.optional() }),
    ({ view, view_id: viewId, external_id: externalId, hash }, { workspace }) => ({
      view: viewJson(workspace.views.update({ viewId, externalId }, view, hash)),
    }),
  ),
  "views.publish": writing(
    z.object({ user_id: string, view: structure, hash: string.optional() }),
    ({ user_id: person, view, hash }, { workspace }) => {
      if (personById(person) === undefined) throw new Refusal("user_not_found");
      return { view: viewJson(workspace.views.publish(person, view, hash)) };
    },
  ),
};
