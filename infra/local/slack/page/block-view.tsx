import type { Child } from "hono/jsx";
import type { Block } from "../block-kit/blocks.ts";
import type { ImageElement } from "../block-kit/elements.ts";
import type { RichTextElement } from "../block-kit/rich-text.ts";
import { ControlView } from "./control-view.tsx";
import { FieldView } from "./field-view.tsx";
import { RunView, TextView } from "./inline-view.tsx";
import { type Scene, safeHref } from "./scene.ts";
import type { Subject } from "./surface-view.tsx";

/** A file is shown by its id; one that is named by its address on Slack's own servers is not here. */
const sourceOf = (scene: Scene, { image_url: address, slack_file: file }: Pick<ImageElement, "image_url" | "slack_file">): string | undefined => {
  if (file?.id !== undefined) return `${scene.base}/files/${encodeURIComponent(file.id)}`;
  return address === undefined ? undefined : safeHref(address);
};

const Picture = ({ scene, image, className }: { scene: Scene; image: Pick<ImageElement, "image_url" | "slack_file" | "alt_text">; className: string }) => {
  const source = sourceOf(scene, image);
  return source === undefined ? (
    <span class={`${className} missing`}>{image.alt_text}</span>
  ) : (
    <img class={className} src={source} alt={image.alt_text} loading="lazy" referrerpolicy="no-referrer" />
  );
};

const Section = ({ scene, subject, block }: { scene: Scene; subject: Subject; block: Extract<Block, { type: "section" }> }) => (
  <div class="section">
    <div class="words">
      {block.text === undefined ? null : <div class="prose" dir="auto"><TextView scene={scene} text={block.text} /></div>}
      {block.fields === undefined ? null : (
        <div class="fields">
          {block.fields.map((field) => <div class="prose" dir="auto"><TextView scene={scene} text={field} /></div>)}
        </div>
      )}
    </div>
    {block.accessory === undefined ? null : block.accessory.type === "image" ? (
      <Picture scene={scene} image={block.accessory} className="thumbnail" />
    ) : (
      <div class="accessory">
        <ControlView scene={scene} place={{ subject, blockId: block.block_id ?? "", actionId: block.accessory.action_id ?? "" }} element={block.accessory} />
      </div>
    )}
  </div>
);

const Runs = ({ scene, runs }: { scene: Scene; runs: Extract<RichTextElement, { type: "rich_text_section" }>["elements"] }) => (
  <>{runs.map((run) => <RunView scene={scene} run={run} />)}</>
);

const RichText = ({ scene, element }: { scene: Scene; element: RichTextElement }) => {
  switch (element.type) {
    case "rich_text_section":
      return <div class="prose" dir="auto"><Runs scene={scene} runs={element.elements} /></div>;
    case "rich_text_quote":
      return <blockquote class="prose" dir="auto"><Runs scene={scene} runs={element.elements} /></blockquote>;
    case "rich_text_preformatted":
      return <pre><Runs scene={scene} runs={element.elements} /></pre>;
    case "rich_text_list": {
      const items = element.elements.map((item) => <li dir="auto"><Runs scene={scene} runs={item.elements} /></li>);
      return element.style === "ordered" ? <ol class="prose" start={(element.offset ?? 0) + 1}>{items}</ol> : <ul class="prose">{items}</ul>;
    }
  }
};

const blockContent = (scene: Scene, subject: Subject, block: Block, error: string | undefined): Child => {
  switch (block.type) {
    case "section":
      return <Section scene={scene} subject={subject} block={block} />;
    case "header":
      return <h3 class="heading" dir="auto">{block.text.text}</h3>;
    case "divider":
      return <hr />;
    case "image":
      return (
        <figure>
          {block.title === undefined ? null : <figcaption>{block.title.text}</figcaption>}
          <Picture scene={scene} image={block} className="picture" />
        </figure>
      );
    case "context":
      return (
        <div class="context">
          {block.elements.map((element) =>
            element.type === "image" ? (
              <Picture scene={scene} image={element} className="icon" />
            ) : (
              <span class="prose" dir="auto"><TextView scene={scene} text={element} /></span>
            ),
          )}
        </div>
      );
    case "actions":
      return (
        <div class="actions">
          {block.elements.map((element) => (
            <ControlView scene={scene} place={{ subject, blockId: block.block_id ?? "", actionId: element.action_id ?? "" }} element={element} />
          ))}
        </div>
      );
    case "rich_text":
      return <>{block.elements.map((element) => <RichText scene={scene} element={element} />)}</>;
    case "markdown":
      return <div class="prose" dir="auto">{block.text}</div>;
    case "input":
      return <FieldView scene={scene} subject={subject} block={block} error={error} />;
  }
};

/** One block as Slack draws it; `error` is what is wrong with the input in it. */
export const BlockView = ({ scene, subject, block, error }: { scene: Scene; subject: Subject; block: Block; error?: string | undefined }) => (
  <>{blockContent(scene, subject, block, error)}</>
);
