import sys; sys.path[:0]=["/tmp/chooser","/tmp/chooser/exp"]
from cv import *
import cv, cProfile, pstats
CO=corpus(); GE=gen()
D=sum((pickle.load(open(f"/tmp/chooser/{n}.pkl","rb")) for n in "corpus,gen".split(",")),[])
X,C,W,S,I=table(D,weight); X[:,-7:]=0
m=mlp.fit(X,C,W,epochs=40)
from ocrlayout.order import reading_order
for it in CO: run(it,m)
t=time.process_time(); 
for it in CO: run(it,m)
print("chooser",time.process_time()-t)
t=time.process_time(); 
for it in CO: reading_order(it.page)
print("rules",time.process_time()-t)
p=cProfile.Profile(); p.enable(); nodes=0
for it in CO: nodes+=len(run(it,m)[1])
p.disable(); print("nodes",nodes); pstats.Stats(p).sort_stats("cumtime").print_stats(45)
