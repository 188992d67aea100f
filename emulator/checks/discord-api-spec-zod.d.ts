// The package points its types at the JavaScript itself, which a strict compiler without allowJs cannot read.
declare module 'discord-api-spec/zod' {
  /** The parts of a `zod/mini` schema that the checks look into. */
  export interface SpecSchema {
    readonly _zod: { readonly def: SpecDefinition };
    safeParse(value: unknown): {
      readonly success: boolean;
      readonly error?: { readonly issues: readonly SpecIssue[] };
    };
  }
  export interface SpecDefinition {
    readonly type: string;
    readonly shape?: Readonly<Record<string, SpecSchema>>;
    readonly element?: SpecSchema;
    readonly innerType?: SpecSchema;
    readonly valueType?: SpecSchema;
    readonly options?: readonly SpecSchema[];
    readonly getter?: () => SpecSchema;
  }
  export interface SpecIssue {
    readonly code: string;
    readonly path: readonly (string | number)[];
    readonly message: string;
    readonly expected?: string;
    readonly origin?: string;
    readonly maximum?: number | bigint;
    readonly minimum?: number | bigint;
    readonly values?: readonly unknown[];
    readonly errors?: readonly (readonly SpecIssue[])[];
  }
  export const ApplicationCommandAutocompleteCallbackRequestSchema: SpecSchema;
  export const ApplicationCommandCreateRequestSchema: SpecSchema;
  export const ApplicationCommandUpdateRequestSchema: SpecSchema;
  export const CreateMessageInteractionCallbackRequestSchema: SpecSchema;
  export const CreatePrivateChannelRequestSchema: SpecSchema;
  export const ExternalScheduledEventCreateRequestSchema: SpecSchema;
  export const ExternalScheduledEventPatchRequestPartialSchema: SpecSchema;
  export const IncomingWebhookRequestPartialSchema: SpecSchema;
  export const IncomingWebhookUpdateRequestPartialSchema: SpecSchema;
  export const MessageCreateRequestSchema: SpecSchema;
  export const MessageEditRequestPartialSchema: SpecSchema;
  export const ModalInteractionCallbackRequestSchema: SpecSchema;
  export const UpdateMessageInteractionCallbackRequestSchema: SpecSchema;
}
