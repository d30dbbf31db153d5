import * as z from "zod";
import { block } from "../block-kit/blocks.ts";
import type { JsonObject } from "../json.ts";
import { BlockView } from "./block-view.tsx";
import { Mrkdwn } from "./inline-view.tsx";
import { type Scene, safeHref } from "./scene.ts";
import type { Subject } from "./surface-view.tsx";

const attachment = z.object({
  color: z.string().regex(/^(?:#[0-9a-fA-F]{3,8}|good|warning|danger)$/).optional().catch(undefined),
  pretext: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  title_link: z.string().optional().catch(undefined),
  text: z.string().optional().catch(undefined),
  fallback: z.string().optional().catch(undefined),
  footer: z.string().optional().catch(undefined),
  blocks: z.array(block).optional().catch(undefined),
});

const COLORS: Readonly<Record<string, string>> = { good: "#2eb67d", warning: "#ecb22e", danger: "#e01e5a" };

/** A secondary attachment: older than blocks, drawn in brief. */
export const AttachmentView = ({ scene, subject, sent }: { scene: Scene; subject: Subject; sent: JsonObject }) => {
  const { color, pretext, title, title_link: link, text, fallback, footer, blocks } = attachment.parse(sent);
  const href = link === undefined ? undefined : safeHref(link);
  const nothingElse = [pretext, title, text, blocks].every((part) => part === undefined);
  return (
    <>
      {pretext === undefined ? null : <div class="prose"><Mrkdwn scene={scene} text={pretext} /></div>}
      <div class="attachment" style={color === undefined ? "" : `border-color:${COLORS[color] ?? color}`}>
        {title === undefined ? null : <b>{href === undefined ? title : <a href={href} target="_blank" rel="noopener noreferrer">{title}</a>}</b>}
        {text === undefined ? null : <div class="prose"><Mrkdwn scene={scene} text={text} /></div>}
        {blocks?.map((inner) => <BlockView scene={scene} subject={subject} block={inner} />)}
        {nothingElse && fallback !== undefined ? <div class="prose">{fallback}</div> : null}
        {footer === undefined ? null : <small class="quiet">{footer}</small>}
      </div>
    </>
  );
};
