/** The modal in which a draft is edited, by its `callback_id`. */
export const draftModal = "draft.edit";
