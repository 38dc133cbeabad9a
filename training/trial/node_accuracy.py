import sys; sys.argv=["x","--nocv"]; exec(open("/tmp/chooser/cv2.py").read().split("ev=lambda")[0])
t=T.fitted(seen,right,weight); c=Chooser(*(t[n] for n in("middle","spread","hidden","out")))
rows=[(p,e) for p,ex in EX for e in ex]
names=[m.__name__ for m in T.MOVES]; conf=collections.Counter(); by=collections.defaultdict(list)
for (p,(f,cost,table,n)),r in zip(rows,right):
    k=next(k for k in c.ranked(f) if np.isfinite(cost[k])); ok=cost[k]<=np.nanmin(cost)
    by[p.source if p.source!="made up" else "made"].append(ok)
    if not ok: conf[(names[k],names[int(np.nanargmin(cost))])]+=1
tot=collections.defaultdict(list)
for s,v in by.items(): tot[s.split()[0]]+=v
print({s:(round(np.mean(v),3),len(v)) for s,v in tot.items()}); print(conf.most_common(15))
print("seen nan",np.isnan(seen).sum(),"spread",np.round(np.quantile(t["spread"],[0,.1,.5,1]),3))
