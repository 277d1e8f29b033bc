import { ENGINE_LIMITS } from '../../shared/codec/limits.ts';
import type { ElementShape } from '../../shared/codec/message-writer.ts';
import { BLOCK, CLEAR, MASK } from '../privacy/level.ts';
import type { Privacy } from '../privacy/privacy.ts';
import type { Tag } from './tags.ts';

/** How an element with a certain tag and certain attribute names is written: decided once, used for all of them. */
export interface ElementPlan {
  readonly tag: Tag;
  /** Whether the privacy level of such an element can differ from its parent's. */
  readonly mayMark: boolean;
  readonly clear: AttributePlan;
  readonly masked: AttributePlan;
  readonly blocked: AttributePlan;
}

export interface AttributePlan {
  readonly shape: ElementShape;
  /** For each name of the shape: whether the value travels as it is. */
  readonly plain: readonly boolean[];
  /** Whether names count in their case. */
  readonly exact: boolean;
}

/** Attribute with which a blocked element keeps its size: width and height of its border box in CSS pixels. */
export const BOX_ATTRIBUTE = 'data-coview-box';

interface Step {
  plan: ElementPlan | undefined;
  readonly next: Map<string, Step>;
}

/** Finds plans by walking a trie of names, so that looking one up builds no key. */
export class ElementPlans {
  private readonly tags = new Map<Tag, Step>();
  private readonly qualified = new Map<string, Map<Tag, Step>>();
  private steps = 0;

  constructor(private readonly privacy: Privacy) {}

  /** @param qualifiedName differs from the tag's name only where an element has a prefix (`svg:rect`) */
  of(tag: Tag, qualifiedName: string, names: readonly string[]): ElementPlan {
    let tags = this.tags;
    if (qualifiedName !== tag.name) {
      tags = this.qualified.get(qualifiedName) ?? new Map();
      this.qualified.set(qualifiedName, tags);
    }
    let step: Step = tags.get(tag) ?? { plan: undefined, next: new Map() };
    tags.set(tag, step);
    for (const name of names) {
      let next: Step | undefined = step.next.get(name);
      if (next === undefined) {
        // A page that invents names without end costs time, not memory.
        if (this.steps > ENGINE_LIMITS.tableEntries) return this.make(tag, qualifiedName, names);
        this.steps++;
        next = { plan: undefined, next: new Map() };
        step.next.set(name, next);
      }
      step = next;
    }
    step.plan ??= this.make(tag, qualifiedName, names);
    return step.plan;
  }

  private make(tag: Tag, qualifiedName: string, names: readonly string[]): ElementPlan {
    const known = names.slice(0, ENGINE_LIMITS.attributes);
    const blockedPlan = this.attributes(tag, qualifiedName, known, MASK | BLOCK);
    return {
      tag,
      mayMark: this.privacy.mayMark(names),
      clear: this.attributes(tag, qualifiedName, known, CLEAR),
      masked: this.attributes(tag, qualifiedName, known, MASK),
      blocked: { ...blockedPlan, shape: { ...blockedPlan.shape, names: [...blockedPlan.shape.names, BOX_ATTRIBUTE] } },
    };
  }

  private attributes(tag: Tag, qualifiedName: string, names: readonly string[], level: number): AttributePlan {
    const sent = names.filter((name) => this.privacy.sendsAttribute(tag.name, name, level));
    return {
      shape: { namespace: tag.namespace, tag: qualifiedName, names: sent },
      plain: sent.map((name) => this.privacy.sendsAsIs(tag.name, name)),
      exact: /[A-Z]/.test(sent.join()),
    };
  }
}
