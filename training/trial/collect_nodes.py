"""cache nodes: tr.py NAME"""
import sys,pickle,time; sys.path.insert(0,"/work/wt-chooser-trial/training")
import train_order as T
name=sys.argv[1]; t=time.time()
if name=="real":
    real=[*T.with_human_truth("/work/shared/corpus/order"),*T.generated("/work/shared/bench/order/gen/pages"),*T.of_the_tests()]
    pages=[(p,s) for p in real for s in (0,1,2)]
elif name=="var": pages=[(p,s) for k,p in enumerate(T.generated("/tmp/chooser/gen")) for s in ((0,) if k%2 else (5,))]
else: a,b=map(int,name[4:].split("-")); pages=[(p,3) for p in T.made_up(b-a,a)]
out=[]
for p,s in pages:
    q=T.shaken(p,s) if s else p
    out.append((q,T.nodes_of(q)))
pickle.dump(out,open(f"/tmp/chooser/n_{name}.pkl","wb")); print(name,len(out),sum(len(e) for _,e in out),time.time()-t)
