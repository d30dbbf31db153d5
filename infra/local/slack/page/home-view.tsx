import type { View } from "../store/views.ts";
import { viewBlocks, viewSubject } from "../to-app/payload.ts";
import { BlockView } from "./block-view.tsx";
import type { Scene } from "./scene.ts";
import { SurfaceForm } from "./surface-view.tsx";

/** The app's Home as last published to a person. */
export const HomeView = ({ scene, view }: { scene: Scene; view: View | undefined }) => {
  if (view === undefined) {
    return (
      <div class="home empty">
        <h2>Nothing here yet</h2>
        <p class="quiet">Afterscore has not published a Home for {scene.person.name}.</p>
      </div>
    );
  }
  const subject = { key: viewSubject(view), fields: { kind: "view", id: view.id } };
  const blocks = viewBlocks(view);
  const trouble = scene.drafts.get(subject.key)?.trouble;
  return (
    <div class="home">
      {trouble === undefined ? null : <p class="trouble" role="alert">Afterscore didn’t respond to your click. {trouble}</p>}
      <SurfaceForm scene={scene} subject={subject} blocks={blocks}>
        {blocks.map((block) => <BlockView scene={scene} subject={subject} block={block} />)}
      </SurfaceForm>
    </div>
  );
};
